// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.token.AccessRight;

/**
 * The caller of a request, as far as the request identifies it.
 *
 * @param right what the caller may do
 * @param shown the credential that identifies the caller
 * @param token the id of the named token that was sent or began the session; {@code ""} for the
 *     owner's token, and without one
 * @param key unique for each token and session; {@code ""} for callers without either
 * @param fault what is wrong with the token that was sent; {@code ""} for nothing
 */
record Caller(AccessRight right, Shown shown, String token, String key, String fault) {

  /** The credential of a caller. */
  enum Shown {
    /** None. */
    NOTHING,
    /** A token in the header {@code Authorization}. */
    TOKEN,
    /** The cookie of a session. */
    SESSION
  }

  /** Returns a caller without credentials. */
  static Caller unknown(AccessRight right) {
    return new Caller(right, Shown.NOTHING, "", "", "");
  }

  /** Returns a caller whose token is not accepted. */
  static Caller refused(String fault) {
    return new Caller(AccessRight.NONE, Shown.NOTHING, "", "", fault);
  }
}
