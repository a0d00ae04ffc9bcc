// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a service, as Apprise and shoutrrr write them: {@code
 * SCHEME://USER:PASSWORD@HOST:PORT/PATH?KEY=VALUE}. What is a host there can be an id or a token
 * for some services. Immutable; neither its text nor a message about it contains anything secret.
 */
final class TargetUrl {

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,31})://((?<login>[^/?#]*)@)?(?<host>[^/?#]*)"
              + "(?<path>/[^?#]*)?(\\?(?<query>[^#]*))?(#.*)?");
  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]{2,45}])"
              + "(:(?<port>[0-9]{1,5}))?");
  private static final int MAX_PORT = 65535;

  private final String scheme;
  private final String user;
  private final @Nullable String password;
  private final String authority;
  private final String path;
  private final List<String> segments;
  private final Map<String, String> query;
  private final String rawQuery;

  private TargetUrl(Matcher parts) {
    scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
    String[] login = text(parts, "login").split(":", 2);
    user = decode(login[0]);
    password = login.length == 1 ? null : decode(login[1]);
    authority = parts.group("host");
    path = text(parts, "path").replaceFirst("/+$", "");
    segments =
        Arrays.stream(path.split("/"))
            .filter(each -> !each.isEmpty())
            .map(TargetUrl::decode)
            .toList();
    rawQuery = text(parts, "query");
    query = query(rawQuery);
  }

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with the end of a sentence about the key {@code url}
   */
  static TargetUrl parse(String url) {
    Matcher parts = URL.matcher(url.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("it is no URL like ntfys://ntfy.example.org/topic");
    }
    try {
      return new TargetUrl(parts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a % in it is not followed by two hexadecimal digits");
    }
  }

  private static String text(Matcher parts, String group) {
    return Objects.requireNonNullElse(parts.group(group), "");
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String each : raw.split("&")) {
      String[] member = each.split("=", 2);
      query.put(
          URLDecoder.decode(member[0], UTF_8).toLowerCase(Locale.ROOT),
          member.length == 1 ? "" : URLDecoder.decode(member[1], UTF_8));
    }
    return query;
  }

  /** Decodes a part in which a plus sign is a plus sign. */
  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }

  /** Returns the scheme, in lower case. */
  String scheme() {
    return scheme;
  }

  /** Returns the user; {@code ""} if there is none. */
  String user() {
    return user;
  }

  /** Returns the password; null if there is none. */
  @Nullable String password() {
    return password;
  }

  /** Returns what is in the place of host and port, as it is written. */
  String authority() {
    return authority;
  }

  /** Returns the segments of the path, decoded. */
  List<String> segments() {
    return segments;
  }

  /** Returns the path as it is written, without a slash at its end; {@code ""} if there is none. */
  String path() {
    return path;
  }

  /** Returns a value of the query, decoded; {@code ""} if there is none. */
  String value(String key) {
    return query.getOrDefault(key, "");
  }

  /** Returns the query as it is written, with its question mark; {@code ""} if there is none. */
  String query() {
    return rawQuery.isEmpty() ? "" : "?" + rawQuery;
  }

  /** Returns the values of the query. */
  List<String> values() {
    return List.copyOf(query.values());
  }

  /**
   * Returns the URL of the host, without a path, for instance {@code
   * https://ntfy.example.org:8443}.
   *
   * @param secure whether it is https
   * @param port the port if the URL has none; 0 for the usual one of http or https
   * @throws IllegalArgumentException with the end of a sentence about the key {@code url}
   */
  URI server(boolean secure, int port) {
    Matcher host = HOST.matcher(authority);
    if (!host.matches()) {
      throw new IllegalArgumentException("it has no host name or IP address where it should");
    }
    String digits = host.group("port");
    int number = digits == null ? port : Integer.parseInt(digits);
    if (number > MAX_PORT || digits != null && number == 0) {
      throw new IllegalArgumentException("its port is not from 1 to " + MAX_PORT);
    }
    return URI.create(
        (secure ? "https://" : "http://") + host.group("name") + (number == 0 ? "" : ":" + number));
  }

  @Override
  public String toString() {
    return scheme + "://";
  }
}
