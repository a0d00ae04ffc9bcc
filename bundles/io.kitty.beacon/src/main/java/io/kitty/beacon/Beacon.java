// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A beacon: {@code service|port|host|status}, without a terminator (the "Sacrilege and Zeroconf"
 * prototype; no other program is known to use it).
 *
 * @param service the service, for instance {@code _woot._tcp.local.}
 * @param port the service's port
 * @param host the host's name
 * @param status whether it starts, is running, or stops
 */
record Beacon(String service, int port, String host, Status status) {

  /** The status of a host. */
  enum Status {
    /** It has just started, and knows no other host. */
    UP,
    /** It is running. */
    ALIVE,
    /** It stops. */
    DOWN
  }

  private static final Pattern LINE_END = Pattern.compile("[\r\n]+\\z");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private static final int MAX_SIZE = 1024;
  private static final int MAX_HOST = 200;

  /** Parses a beacon; empty if the datagram is none of this service. It never throws. */
  static Optional<Beacon> parse(byte[] datagram, String service) {
    if (datagram.length > MAX_SIZE) {
      return Optional.empty();
    }
    String text = LINE_END.matcher(new String(datagram, StandardCharsets.UTF_8)).replaceFirst("");
    String[] fields = text.split("\\|", -1);
    if (fields.length < 4
        || !fields[0].equals(service)
        || !isPort(fields[1])
        || !isHost(fields[2])) {
      return Optional.empty();
    }
    return status(fields[3])
        .map(status -> new Beacon(service, Integer.parseInt(fields[1]), fields[2], status));
  }

  private static boolean isPort(String text) {
    return PORT.matcher(text).matches()
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  private static boolean isHost(String text) {
    return !text.isEmpty() && text.equals(SafeText.clean(text, MAX_HOST));
  }

  private static Optional<Status> status(String text) {
    return switch (text) {
      case "UP" -> Optional.of(Status.UP);
      case "ALIVE" -> Optional.of(Status.ALIVE);
      case "DOWN" -> Optional.of(Status.DOWN);
      default -> Optional.empty();
    };
  }

  /** Returns the same host's service with another status. */
  Beacon with(Status other) {
    return new Beacon(service, port, host, other);
  }

  /** Returns the beacon as it is sent. */
  byte[] packet() {
    return (service + "|" + port + "|" + host + "|" + status).getBytes(StandardCharsets.UTF_8);
  }
}
