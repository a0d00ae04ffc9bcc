// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and checks the cookies of pages. A session is good for whoever got it, for a week, and as
 * long as the token with which it was begun; it is not kept here, so that no number of them takes
 * memory and a restart ends none.
 */
public final class SessionTokens {

  /** How long a session holds. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  /** The end in epoch seconds, the id of the named token or nothing, the client, the signature. */
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{0,64})\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  private final byte[] key;
  private final LongSupplier seconds;

  /**
   * @param seconds the time in epoch seconds
   */
  public SessionTokens(AccessToken token, LongSupplier seconds) {
    this.key = token.key();
    this.seconds = seconds;
  }

  /**
   * A new session for a client.
   *
   * @param token the id of the named token with which it begins; {@code ""} for the owner's
   */
  public String issue(String token, String client) {
    String content =
        seconds.getAsLong() + LIFETIME.toSeconds() + "." + token + "." + encode(bytes(client));
    return content + "." + signature(content);
  }

  /**
   * The token with which a session of this client was begun, if this is one.
   *
   * @param client who asks, which is looked for only if the session is one of somebody
   */
  public Optional<String> token(String session, Supplier<String> client) {
    Matcher parts = FORM.matcher(session);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String content = session.substring(0, parts.start(4) - 1);
    boolean valid =
        Hashes.same(parts.group(4), signature(content))
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
