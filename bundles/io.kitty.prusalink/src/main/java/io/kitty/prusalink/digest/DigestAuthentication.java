// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.digest;

import io.kitty.commons.key.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates a user to one server. It uses the server's nonce again, with an increasing count,
 * until the server sends another one. Thread-safe.
 */
public final class DigestAuthentication {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String user;
  private final Secret password;
  private final Supplier<String> clientNonces;
  private @Nullable DigestChallenge challenge;
  private int count;

  public DigestAuthentication(String user, Secret password) {
    this(user, password, DigestAuthentication::random);
  }

  /**
   * @param clientNonces returns a new nonce at each call
   */
  DigestAuthentication(String user, Secret password, Supplier<String> clientNonces) {
    this.user = user;
    this.password = password;
    this.clientNonces = clientNonces;
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Returns the value of the header {@code Authorization} of the next request; empty before the
   * server's first challenge.
   *
   * @param uri the path and query of the request
   */
  public synchronized Optional<String> authorization(String method, String uri) {
    if (challenge == null) {
      return Optional.empty();
    }
    count++;
    return Optional.of(
        challenge.authorization(user, password.reveal(), method, uri, count, clientNonces.get()));
  }

  /** What a response with status 401 means for the next request. */
  public enum Verdict {
    /** There is no challenge that can be answered. */
    NO_CHALLENGE,
    /** The password has not been tried with this challenge. */
    CHALLENGED,
    /** The server refuses the nonce as too old, and not the password. */
    STALE
  }

  /**
   * Takes over the challenge of a response with status 401.
   *
   * @param header the value of {@code WWW-Authenticate}
   */
  public synchronized Verdict challenged(String header) {
    challenge = DigestChallenge.of(header).orElse(null);
    count = 0;
    if (challenge == null) {
      return Verdict.NO_CHALLENGE;
    }
    return challenge.stale() ? Verdict.STALE : Verdict.CHALLENGED;
  }
}
