// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import io.kitty.hub.AccessTokens.Token;

/**
 * A named token and the digest of its secret in hexadecimal. The secret is 32 random octets, so
 * that an unsalted digest cannot be searched.
 */
public record StoredToken(Token token, String digest) {

  private static final int ID_LENGTH = 16;

  /** Returns an id that is unique even among tokens of the same name; not secret. */
  public String id() {
    return digest.substring(0, ID_LENGTH);
  }
}
