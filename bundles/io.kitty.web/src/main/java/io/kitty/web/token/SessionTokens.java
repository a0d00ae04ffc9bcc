// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and checks the cookies of sessions. A session is valid for one client, for a week, and as
 * long as the token that began it. It is not stored, so that sessions take no memory and survive a
 * restart.
 */
public final class SessionTokens {

  /** The lifetime of a session. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  /** Expiry in epoch seconds, id of the named token or nothing, client, signature. */
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{0,64})\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  private final byte[] key;
  private final LongSupplier seconds;

  /**
   * @param seconds the clock in epoch seconds
   */
  public SessionTokens(AccessToken token, LongSupplier seconds) {
    this.key = token.key();
    this.seconds = seconds;
  }

  /**
   * Returns a new session for a client.
   *
   * @param token the id of the named token that begins it; {@code ""} for the owner's
   */
  public String issue(String token, String client) {
    String content =
        seconds.getAsLong() + LIFETIME.toSeconds() + "." + token + "." + encode(bytes(client));
    return content + "." + signature(content);
  }

  /**
   * Returns the id of the token that began a session, if the session is valid for this client.
   *
   * @param client supplies the client; called only if the signature is valid
   */
  public Optional<String> token(String session, Supplier<String> client) {
    Matcher parts = FORM.matcher(session);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String content = session.substring(0, parts.start(4) - 1);
    boolean valid =
        Hashes.constantTimeEquals(parts.group(4), signature(content))
            && seconds.getAsLong() < Long.parseLong(parts.group(1))
            && parts.group(3).equals(encode(bytes(client.get())));
    return valid ? Optional.of(parts.group(2)) : Optional.empty();
  }

  private String signature(String content) {
    return encode(Hashes.hmac(key, content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
