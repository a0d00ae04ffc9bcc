// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.hub.AccessTokens.Token;

/**
 * A named token and the digest of its secret in hexadecimal. The secret is random and long, so that
 * a plain digest cannot be searched.
 */
public record StoredToken(Token token, String digest) {

  private static final int ID_LENGTH = 16;

  /** Tells it from every other, also from a later one of the same name; no secret. */
  public String id() {
    return digest.substring(0, ID_LENGTH);
  }
}
