// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.hub.AccessTokens.Scope;

/** What somebody may do over HTTP; each right includes those before it. */
public enum AccessRight {
  /** Nothing but to ask how the hub is. */
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

  /** Whether this right is enough where another one is needed. */
  public boolean includes(AccessRight needed) {
    return compareTo(needed) >= 0;
  }
}
