// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import io.kitty.commons.LruMap;
import io.kitty.web.token.Hashes;
import io.kitty.web.token.RandomSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Codes that each begin one session on another device. Only their digests are kept, in memory; at
 * most {@value #MAX_CODES} at once. Any thread.
 */
public final class LoginCodes {

  /** How long a code is valid. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  static final int MAX_CODES = 16;

  private static final int OCTETS = 16;

  private final InstantSource clock;
  private final Map<String, Instant> expiries = new LruMap<>(MAX_CODES);

  public LoginCodes(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A new code.
   *
   * @param secret 128 random bits in base64url
   */
  public record Code(String secret, Instant expires) {

    /** Returns a text without the secret. */
    @Override
    public String toString() {
      return "Code[expires=" + expires + "]";
    }
  }

  public synchronized Code create() {
    Code code = new Code(RandomSecrets.random(OCTETS), clock.instant().plus(LIFETIME));
    expiries.put(Hashes.hex(code.secret()), code.expires());
    return code;
  }

  /** Returns whether a code is valid, which it is then no more. */
  public synchronized boolean redeem(String secret) {
    Instant expires = expiries.remove(Hashes.hex(secret));
    return expires != null && clock.instant().isBefore(expires);
  }
}
