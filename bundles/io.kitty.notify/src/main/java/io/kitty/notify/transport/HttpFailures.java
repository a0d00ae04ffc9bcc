// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why a service cannot be reached, for people. No sentence contains a message of the
 * exception, which can contain the URL, and with it a secret.
 */
public final class HttpFailures {

  private static final int MAX_CAUSES = 8;
  private static final String TIMEOUT =
      "it does not answer in time; check whether the host is up, or correct url";

  private HttpFailures() {}

  /** Returns the reason, a sentence without a full stop. */
  public static String sentence(@Nullable Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, each -> each.getCause())
            .limit(MAX_CAUSES)
            .toList();
    // The cause of a timeout while connecting is the exception of a refused connection.
    if (causes.stream().anyMatch(HttpTimeoutException.class::isInstance)) {
      return TIMEOUT;
    }
    return Stream.iterate(causes.size() - 1, i -> i >= 0, i -> i - 1)
        .map(causes::get)
        .map(HttpFailures::meaning)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("the connection was lost");
  }

  private static Optional<String> meaning(Throwable failure) {
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return Optional.of("the host cannot be resolved; check the network, or correct url");
    }
    if (failure instanceof TimeoutException || failure instanceof SocketTimeoutException) {
      return Optional.of(TIMEOUT);
    }
    if (failure instanceof NoRouteToHostException) {
      return Optional.of("there is no route to the host; check the network, or correct url");
    }
    if (failure instanceof ConnectException) {
      return Optional.of(
          "nothing listens there; start the service, or correct host and port in url");
    }
    if (failure instanceof GeneralSecurityException) {
      return Optional.of(
          "its certificate is not trusted, or is for another host; correct url or ca.file");
    }
    return failure instanceof SSLException
        ? Optional.of("no encrypted connection is possible; correct scheme or port in url")
        : Optional.empty();
  }
}
