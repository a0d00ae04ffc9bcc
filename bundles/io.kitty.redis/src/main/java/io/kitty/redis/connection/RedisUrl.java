// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;

/**
 * Where the data are, as a URL says it. Its text holds no secret.
 *
 * @param kind what answers there
 * @param tls whether the connection is encrypted
 * @param hosts the server, or some of the sentinels or of the cluster's nodes
 * @param database the number of the database
 * @param master what sentinels call the server; {@code ""} elsewhere
 * @param user whom to log in as, {@code ""} for the default user
 * @param password the password, {@code ""} for none
 */
public record RedisUrl(
    Kind kind,
    boolean tls,
    Set<HostAndPort> hosts,
    int database,
    String master,
    String user,
    String password) {

  /** What answers at a host. */
  enum Kind {
    SERVER("", 6379),
    SENTINEL("-sentinel", 26379),
    CLUSTER("-cluster", 6379);

    final String suffix;
    final int port;

    Kind(String suffix, int port) {
      this.suffix = suffix;
      this.port = port;
    }
  }

  private static final Pattern URL =
      Pattern.compile(
          "redis(?<tls>s?)(?<kind>-sentinel|-cluster|)://((?<login>[^@]*)@)?(?<hosts>[^@/#?]+)"
              + "(/(?<database>\\d{0,5}))?(#(?<master>[^/]+))?");
  private static final Pattern HOST =
      Pattern.compile("(?<host>[^:\\[\\]\\s]+|\\[[0-9a-fA-F:.]+(%\\w+)?])(:(?<port>\\d{1,5}))?");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none; the message holds nothing of it, as that might
   *     be secret
   */
  public static RedisUrl parse(String url) {
    Matcher parts = URL.matcher(url.strip());
    if (!parts.matches()) {
      throw bad(
          "is none of redis://user:password@host:6379/0, redis-sentinel://host,host/0#name and"
              + " redis-cluster://host,host; rediss for TLS");
    }
    Kind kind = kind(parts.group("kind"));
    Set<HostAndPort> hosts = new LinkedHashSet<>();
    for (String host : parts.group("hosts").split(",", -1)) {
      hosts.add(host(host, kind.port));
    }
    String database = Objects.requireNonNullElse(parts.group("database"), "");
    String master = Objects.requireNonNullElse(parts.group("master"), "");
    if (kind == Kind.SERVER && hosts.size() > 1) {
      throw bad("names several hosts: begin it with redis-sentinel:// or redis-cluster://");
    }
    if ((kind == Kind.SENTINEL) == master.isEmpty()) {
      throw bad("needs #name after the sentinels, and nowhere else");
    }
    if (kind == Kind.CLUSTER && !database.matches("0*")) {
      throw bad("names a database, of which a cluster has but one");
    }
    List<String> login = login(Objects.requireNonNullElse(parts.group("login"), ""));
    return new RedisUrl(
        kind,
        !parts.group("tls").isEmpty(),
        hosts,
        database.isEmpty() ? 0 : Integer.parseInt(database),
        master,
        login.get(0),
        login.get(1));
  }

  /** The same with another password. */
  RedisUrl withPassword(String other) {
    return new RedisUrl(kind, tls, hosts, database, master, user, other);
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException("the url " + why);
  }

  private static Kind kind(String suffix) {
    for (Kind kind : Kind.values()) {
      if (kind.suffix.equals(suffix)) {
        return kind;
      }
    }
    throw new IllegalStateException(suffix);
  }

  private static HostAndPort host(String text, int usual) {
    Matcher parts = HOST.matcher(text.strip());
    int port = -1;
    if (parts.matches()) {
      port = parts.group("port") == null ? usual : Integer.parseInt(parts.group("port"));
    }
    if (port < 1 || port > 65535) {
      throw bad("names a host that is not like nas.local:6379");
    }
    return new HostAndPort(parts.group("host").replaceAll("[\\[\\]]", ""), port);
  }

  private static List<String> login(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(":", 2)) {
      parts.add(URLDecoder.decode(part.replace("+", "%2B"), UTF_8));
    }
    if (parts.size() < 2) {
      parts.add("");
    }
    return parts;
  }

  @Override
  public String toString() {
    return "redis"
        + (tls ? "s" : "")
        + kind.suffix
        + "://"
        + hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","))
        + (database == 0 ? "" : "/" + database)
        + (master.isEmpty() ? "" : "#" + master);
  }
}
