// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The key of the handshake of a WebSocket (RFC 6455, section 4.1).
 *
 * @param text the value of {@code Sec-WebSocket-Key}
 */
public record WebSocketKey(String text) {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int SIZE = 16;

  /** Returns a new key. */
  public static WebSocketKey random() {
    byte[] random = new byte[SIZE];
    ThreadLocalRandom.current().nextBytes(random);
    return new WebSocketKey(Base64.getEncoder().encodeToString(random));
  }

  /** Returns the value of {@code Sec-WebSocket-Accept} with which a server answers (§4.2.2). */
  public String accept() {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((text + GUID).getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
