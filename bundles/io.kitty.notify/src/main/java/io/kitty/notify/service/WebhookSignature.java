// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the bodies of webhooks, so that a receiver knows who has sent them. */
@FunctionalInterface
public interface WebhookSignature {

  /** No signature. */
  WebhookSignature NONE = (id, at, body) -> Map.of();

  /** What a secret of Standard Webhooks begins with. */
  String PREFIX = "whsec_";

  /**
   * Returns the headers that sign a body.
   *
   * @param id the id of the message, the same when it is repeated
   * @param at when it is sent
   */
  Map<String, String> headers(String id, Instant at, byte[] body);

  /**
   * Returns the signature of Standard Webhooks (its specification, "Verifying webhooks"): HMAC
   * SHA-256 over id, time and body.
   *
   * @param secret {@value #PREFIX} and the key in Base64; the prefix may be missing
   * @throws IllegalArgumentException if it is something else; the message does not contain it
   */
  static WebhookSignature standard(String secret) {
    byte[] key = key(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    return (id, at, body) -> {
      String head = id + "." + at.getEpochSecond() + ".";
      byte[] code = hmac(key, head.getBytes(UTF_8), body);
      return Map.of(
          "webhook-id",
          id,
          "webhook-timestamp",
          Long.toString(at.getEpochSecond()),
          "webhook-signature",
          "v1," + Base64.getEncoder().encodeToString(code));
    };
  }

  private static byte[] key(String base64) {
    byte[] key = {};
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // It is reported below, without the text that the exception quotes.
    }
    if (key.length == 0) {
      throw new IllegalArgumentException(
          "secret is not used: allowed is "
              + PREFIX
              + " followed by Base64, or any text with signature = hub");
    }
    return key;
  }

  /**
   * Returns the signature that NetAlertX sends: HMAC SHA-256 over the body.
   *
   * @param secret the key as text; not empty
   */
  static WebhookSignature hub(String secret) {
    byte[] key = secret.getBytes(UTF_8);
    return (id, at, body) ->
        Map.of(
            "X-Webhook-Signature",
            "sha256=" + HexFormat.of().formatHex(hmac(key, new byte[0], body)));
  }

  private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
