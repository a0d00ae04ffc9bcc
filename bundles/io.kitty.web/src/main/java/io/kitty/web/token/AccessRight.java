// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import io.kitty.hub.AccessTokens.Scope;

/** The rights of a caller; each includes those before it. */
public enum AccessRight {
  /** Nothing but {@code /health}. */
  NONE,
  /** To read everything but the tokens. */
  READ,
  /** To change everything but the tokens. */
  CHANGE,
  /** Everything. */
  OWN;

  static AccessRight of(Scope scope) {
    return scope == Scope.FULL ? CHANGE : READ;
  }

  /** Returns whether this right includes another. */
  public boolean includes(AccessRight needed) {
    return compareTo(needed) >= 0;
  }
}
