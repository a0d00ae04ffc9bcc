// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import java.time.Duration;

/**
 * What became of one attempt to send.
 *
 * @param kind what it means for the message
 * @param reason why it was not accepted, a sentence without anything secret and without a full
 *     stop; {@code ""} if it was
 * @param pause how long the service wants to be left alone at least; zero if it does not say
 */
public record TransportResult(Kind kind, String reason, Duration pause) {

  /** The service has accepted the message. */
  public static final TransportResult ACCEPTED =
      new TransportResult(Kind.ACCEPTED, "", Duration.ZERO);

  /** What an attempt means for the message. */
  public enum Kind {
    /** The service has it. */
    ACCEPTED,
    /** The service may take it later. */
    RETRY,
    /** The service will never take it. */
    REJECTED,
    /** The service will never take any message again. */
    GONE
  }

  /** Returns that the service may take the message later. */
  public static TransportResult retry(String reason) {
    return new TransportResult(Kind.RETRY, reason, Duration.ZERO);
  }

  /** Returns that the service will never take the message. */
  public static TransportResult rejected(String reason) {
    return new TransportResult(Kind.REJECTED, reason, Duration.ZERO);
  }
}
