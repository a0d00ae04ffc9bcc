// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongSupplier;

/**
 * Makes and checks the cookies of pages that may ask for changes. A session is good for whoever got
 * it, for a week, and as long as the token is the same; it is not kept here, so that no number of
 * them takes memory and a restart ends none.
 */
public final class Sessions {

  /** How long a session holds. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  private final byte[] key;
  private final LongSupplier seconds;

  /**
   * @param seconds the time in epoch seconds
   */
  public Sessions(AccessToken token, LongSupplier seconds) {
    this.key = token.key();
    this.seconds = seconds;
  }

  /** A new session for a client. */
  public String issue(String client) {
    long expiry = seconds.getAsLong() + LIFETIME.toSeconds();
    return expiry + "." + signature(expiry, client);
  }

  /** Whether this is a session of this client. */
  public boolean valid(String session, String client) {
    int dot = session.indexOf('.');
    if (dot < 1 || dot > 12 || !session.chars().limit(dot).allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long expiry = Long.parseLong(session.substring(0, dot));
    String signature = session.substring(dot + 1);
    return MessageDigest.isEqual(
            Digests.sha256(signature), Digests.sha256(signature(expiry, client)))
        && seconds.getAsLong() < expiry;
  }

  private String signature(long expiry, String client) {
    byte[] mac = Digests.hmac(key, expiry + " " + client);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }
}
