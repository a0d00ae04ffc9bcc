// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a broker, without secrets. Immutable.
 *
 * @param scheme the transport
 * @param host a host name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535
 * @param path the path of the web socket with its leading slash; {@code ""} for none
 */
public record BrokerUrl(Scheme scheme, String host, int port, String path) {

  /** The transport, with its usual port. */
  enum Scheme {
    MQTT(1883),
    MQTTS(8883),
    WS(80),
    WSS(443);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>mqtts?|wss?)://(?<host>[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+(%\\w+)?])"
              + "(:(?<port>\\d{1,5}))?(?<path>/[!-~]*)?");

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException if it is malformed; the message contains nothing of it, as it
   *     might be secret
   */
  public static BrokerUrl parse(String text) {
    Matcher parts = URL.matcher(text.strip());
    if (!parts.matches()) {
      throw bad(
          "must be mqtt://host:1883, mqtts://host:8883, ws://host:80/path or wss://host:443/path;"
              + " user and password have keys of their own");
    }
    Scheme scheme = Scheme.valueOf(parts.group("scheme").toUpperCase(Locale.ROOT));
    int port = port(parts.group("port"), scheme.port);
    String path = Objects.requireNonNullElse(parts.group("path"), "");
    boolean web = scheme == Scheme.WS || scheme == Scheme.WSS;
    if (!web && path.length() > 1) {
      throw bad("must end with the port; only ws:// and wss:// have a path");
    }
    return new BrokerUrl(scheme, parts.group("host"), port, web ? path : "");
  }

  private static int port(@Nullable String digits, int usual) {
    int port = digits == null ? usual : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw bad("must have a port from 1 to 65535");
    }
    return port;
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException("url " + why);
  }

  /** Returns whether the connection is encrypted. */
  boolean tls() {
    return scheme == Scheme.MQTTS || scheme == Scheme.WSS;
  }

  /** Returns whether the broker is reached through a WebSocket. */
  public boolean isWeb() {
    return scheme == Scheme.WS || scheme == Scheme.WSS;
  }

  /** Returns the URL as the client library expects it; its socket does the rest. */
  String forLibrary() {
    return "tcp://" + host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port + path;
  }
}
