// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Says in a sentence why the server cannot be used, and what would mend it. */
final class Reasons {

  /** What the server's own word for an error means. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("OOM", "it is out of memory; give it more, or a smaller device.ttl"),
          Map.entry("READONLY", "it is a read-only replica; give the URL of the primary"),
          Map.entry("NOREPLICAS", "it takes no writes without enough replicas"),
          Map.entry("MISCONF", "it takes no writes, because it cannot save to its disk"),
          Map.entry("LOADING", "it is still loading its data"),
          Map.entry("MASTERDOWN", "it is a replica without a primary"),
          Map.entry("CLUSTERDOWN", "the cluster is down"),
          Map.entry("NOAUTH", "it asks for a password; set one"),
          Map.entry("WRONGPASS", "it refuses the user or the password"),
          Map.entry("NOPERM", "the user lacks a permission"),
          Map.entry("BUSY", "it is busy with somebody's script"));

  private Reasons() {}

  /** Whether there is no use in going on before the connection is made anew. */
  static boolean takesDown(JedisException failure) {
    return failure instanceof JedisConnectionException
        || failure instanceof JedisAccessControlException
        || chain(failure).anyMatch(each -> WORDS.containsKey(word(each)));
  }

  /** The sentence. It never holds a password: the client puts none into a message. */
  static String of(Throwable failure) {
    String known =
        chain(failure)
            .map(each -> WORDS.get(word(each)))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    Throwable root = chain(failure).reduce(failure, (first, second) -> second);
    String message = Objects.requireNonNullElse(root.getMessage(), root.toString());
    String said = message.replaceAll("\\p{Cntrl}", " ").strip();
    return known.isEmpty() ? said : known + " (" + said + ")";
  }

  private static String word(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "").split(" ", 2)[0];
  }

  /** It and its causes. Where several addresses were tried, the first failure is the cause. */
  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Reasons::cause);
  }

  private static @Nullable Throwable cause(Throwable failure) {
    Throwable[] tried = failure.getSuppressed();
    return failure.getCause() == null && tried.length > 0 ? tried[0] : failure.getCause();
  }
}
