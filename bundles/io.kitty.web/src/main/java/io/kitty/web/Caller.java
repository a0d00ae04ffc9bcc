// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.AccessRight;

/**
 * Who sent a request, as far as the request shows it.
 *
 * @param right what the caller may do
 * @param shown by what the caller is known
 * @param token the id of the named token that was shown, or with which the session was begun;
 *     {@code ""} for the owner's, and for a caller who shows none
 * @param key tells a caller who shows a token or a session from every other; {@code ""} for others
 * @param fault what is wrong with the token that was shown; {@code ""} for nothing
 */
record Caller(AccessRight right, Shown shown, String token, String key, String fault) {

  /** By what a caller is known. */
  enum Shown {
    /** By nothing. */
    NOTHING,
    /** By a token in the header {@code Authorization}. */
    TOKEN,
    /** By the cookie of a session. */
    SESSION
  }

  /** A caller who shows nothing. */
  static Caller unknown(AccessRight right) {
    return new Caller(right, Shown.NOTHING, "", "", "");
  }

  /** A caller with a token that is not accepted. */
  static Caller refused(String fault) {
    return new Caller(AccessRight.NONE, Shown.NOTHING, "", "", fault);
  }
}
