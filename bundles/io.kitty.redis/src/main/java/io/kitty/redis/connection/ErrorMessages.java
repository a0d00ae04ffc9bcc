// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Turns a failure into a sentence that says why the server cannot be used and how to fix it. The
 * client's own messages are never shown: they are for programmers.
 */
final class ErrorMessages {

  private ErrorMessages() {}

  /** Returns whether a failure requires a new connection. */
  static boolean takesDown(JedisException failure) {
    return failure instanceof JedisConnectionException
        || failure instanceof JedisAccessControlException
        || chain(failure).anyMatch(each -> ServerErrors.sentence(each).isPresent());
  }

  /**
   * Returns the sentence. It contains nothing that was sent, so no password.
   *
   * @param tls whether the connection was to be encrypted
   */
  static String of(Throwable failure, boolean tls) {
    List<Throwable> chain = chain(failure).toList();
    return Stream.concat(
            chain.stream().map(ServerErrors::sentence),
            // The last cause is the most specific.
            Stream.iterate(chain.size() - 1, i -> i >= 0, i -> i - 1)
                .map(chain::get)
                .map(each -> ConnectionFailures.sentence(each, tls)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> unknown(chain));
  }

  private static String unknown(List<Throwable> chain) {
    return chain.stream()
        .filter(JedisDataException.class::isInstance)
        .map(ServerErrors::word)
        .filter(word -> word.matches("[A-Z]{2,20}"))
        .findFirst()
        .map(word -> "it refuses a command (" + word + ")")
        .orElse(
            "it cannot be used (" + chain.get(chain.size() - 1).getClass().getSimpleName() + ")")
        .concat("; the log says more with log:set DEBUG io.kitty.redis in the console");
  }

  /**
   * Returns a failure and its causes. If several addresses were tried, the first failure counts.
   */
  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, ErrorMessages::cause);
  }

  private static @Nullable Throwable cause(Throwable failure) {
    Throwable[] tried = failure.getSuppressed();
    return failure.getCause() == null && tried.length > 0 ? tried[0] : failure.getCause();
  }
}
