// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and checks the cookies of pages. A session is good for whoever got it, for a week, and as
 * long as the token with which it was begun; it is not kept here, so that no number of them takes
 * memory and a restart ends none.
 */
public final class Sessions {

  /** How long a session holds. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  /** The end in epoch seconds, the id of the named token or nothing, and the signature. */
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{0,64})\\.([A-Za-z0-9_-]+)");

  private final byte[] key;
  private final LongSupplier seconds;

  /**
   * @param seconds the time in epoch seconds
   */
  public Sessions(AccessToken token, LongSupplier seconds) {
    this.key = token.key();
    this.seconds = seconds;
  }

  /**
   * A new session for a client.
   *
   * @param token the id of the named token with which it begins; {@code ""} for the owner's
   */
  public String issue(String token, String client) {
    long expiry = seconds.getAsLong() + LIFETIME.toSeconds();
    return expiry + "." + token + "." + signature(expiry, token, client);
  }

  /** The token with which a session of this client was begun, if this is one. */
  public Optional<String> token(String session, String client) {
    Matcher parts = FORM.matcher(session);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long expiry = Long.parseLong(parts.group(1));
    String token = parts.group(2);
    boolean valid =
        Digests.same(Digests.hex(parts.group(3)), Digests.hex(signature(expiry, token, client)))
            && seconds.getAsLong() < expiry;
    return valid ? Optional.of(token) : Optional.empty();
  }

  private String signature(long expiry, String token, String client) {
    byte[] mac = Digests.hmac(key, expiry + " " + token + " " + client);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }
}
