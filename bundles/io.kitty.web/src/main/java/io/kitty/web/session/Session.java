// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import java.time.Instant;

/**
 * A session of the dashboard. Its secret, 32 random octets, is in the cookie only.
 *
 * @param digest the keyed digest of the secret in hexadecimal
 * @param token the id of the named token that began it; {@code ""} for the owner's
 * @param client the client that it is valid for
 * @param address where it was begun, for people
 * @param agent the browser's name for itself, cleaned and cut; {@code ""} for none
 * @param begun when it was begun
 * @param expires when it ends unless it is renewed
 */
public record Session(
    String digest,
    String token,
    String client,
    String address,
    String agent,
    Instant begun,
    Instant expires) {

  private static final int ID_LENGTH = 16;

  /** Returns a unique id, which is not secret. */
  public String id() {
    return digest.substring(0, ID_LENGTH);
  }

  boolean expired(Instant now) {
    return !now.isBefore(expires);
  }

  Session until(Instant time) {
    return new Session(digest, token, client, address, agent, begun, time);
  }
}
