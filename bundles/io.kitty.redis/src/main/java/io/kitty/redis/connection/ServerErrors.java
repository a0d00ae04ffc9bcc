// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisException;

/** Translates the error codes of the server into sentences for people. */
public final class ServerErrors {

  private static final String NO_PASSWORD =
      "it asks for a password; set password or password.file (REDIS_PASSWORD)";
  private static final String WRONG_PASSWORD =
      "it refuses the user or the password; correct them in url, password or password.file"
          + " (REDIS_PASSWORD)";
  private static final String NODE = "it is a node of a cluster; begin url with redis-cluster://";

  /** The script's error for a key of the wrong type: the key, its type and the expected type. */
  private static final Pattern WRONG_KEY = Pattern.compile("WRONGKEY (\\S+) (\\S+) (\\S+).*");

  /** The sentences by the first word of the error. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("OOM", "it is out of memory; give it more, or a smaller device.ttl"),
          Map.entry("READONLY", "it is a read-only replica; give the url of the primary"),
          Map.entry(
              "NOREPLICAS",
              "it takes no writes while it has too few replicas; bring them back, or set"
                  + " min-replicas-to-write 0 there"),
          Map.entry(
              "MISCONF",
              "it takes no writes because it cannot save to its disk; look into its log, or set"
                  + " stop-writes-on-bgsave-error no there"),
          Map.entry("LOADING", "it is still loading its data; wait until it has"),
          Map.entry("MASTERDOWN", "it is a replica without a primary; give the url of the primary"),
          Map.entry("CLUSTERDOWN", "the cluster is down; see redis-cli cluster info there"),
          Map.entry("TRYAGAIN", "the cluster moves its slots; wait until it has"),
          Map.entry("CROSSSLOT", NODE),
          Map.entry("MOVED", NODE),
          Map.entry("ASK", NODE),
          Map.entry("NOAUTH", NO_PASSWORD),
          Map.entry("WRONGPASS", WRONG_PASSWORD),
          Map.entry(
              "NOPERM",
              "the user lacks a permission; the README of io.kitty.redis has the ACL rule that is"
                  + " needed"),
          Map.entry(
              "DENIED",
              "it is in protected mode, which refuses other hosts; set a password there, or"
                  + " protected-mode no"),
          Map.entry("BUSY", "it is busy with somebody's script; end that with SCRIPT KILL there"),
          Map.entry("DATALOST", "its data were deleted; what this hub knows is written anew"));

  /** The sentences by a part of the error, if its first word is the generic ERR. */
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry(
              "DB index is out of range",
              "it has no database of that number; correct the one at the end of url, for instance"
                  + " /0"),
          Map.entry(
              "without any password configured",
              "it knows no password, but one is set here; clear password, password.file and"
                  + " REDIS_PASSWORD, and take it out of url"),
          Map.entry("SELECT is not allowed in cluster mode", NODE),
          Map.entry(
              "cluster support disabled",
              "it is a single server and no cluster; begin url with redis://"),
          Map.entry(
              "max number of clients reached",
              "it has as many clients as it takes; end some, or set a greater maxclients there"),
          Map.entry(
              "unknown command",
              "it lacks a command; Redis 6.2 or newer is needed, with no command renamed, and a"
                  + " sentinel needs a url that begins with redis-sentinel://"),
          // Without a password it refuses commands as long as these before it parses them.
          Map.entry("unauthenticated", NO_PASSWORD),
          Map.entry("invalid password", WRONG_PASSWORD));

  private ServerErrors() {}

  /** Returns the meaning of an error; empty if it is unknown or not from the server. */
  static Optional<String> sentence(Throwable failure) {
    if (!(failure instanceof JedisException)) {
      return Optional.empty();
    }
    String message = message(failure);
    Matcher wrongKey = WRONG_KEY.matcher(message);
    if (wrongKey.matches()) {
      return Optional.of(
          ("another program keeps a %s under the key %s, which is a %s of the hubs; rename or"
                  + " delete it there, or give url another database")
              .formatted(wrongKey.group(2), wrongKey.group(1), wrongKey.group(3)));
    }
    return Optional.ofNullable(WORDS.get(word(failure)))
        .or(
            () ->
                PARTS.stream()
                    .filter(part -> message.contains(part.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  /** Returns the first word of an error, which is its code. */
  public static String word(Throwable failure) {
    return message(failure).split(" ", 2)[0];
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "").replaceAll("\\p{Cntrl}", " ");
  }
}
