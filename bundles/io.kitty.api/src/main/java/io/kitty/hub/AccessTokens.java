// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named secrets by which programs use the hub over HTTP, beside the owner's own. Only digests are
 * kept, so a secret is returned once, when it is made. Any thread. An OSGi service.
 */
@ProviderType
public interface AccessTokens {

  /** How many tokens there may be, those that have expired included. */
  int MAX_TOKENS = 100;

  /** The regular expression of a token's name. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** What a token allows. */
  enum Scope {
    /** To read everything. */
    READ,
    /** To read and change everything but tokens. */
    FULL
  }

  /**
   * A token without its secret.
   *
   * @param name tells it apart
   * @param scope what it allows
   * @param created when it was made
   * @param expires from when on it is refused; null for one that does not expire
   */
  record Token(String name, Scope scope, Instant created, @Nullable Instant expires) {

    /** Whether it is refused at this moment. */
    public boolean expired(Instant now) {
      return expires != null && !now.isBefore(expires);
    }
  }

  /**
   * A token that was made.
   *
   * @param secret what its user sends; it cannot be had again
   */
  record Issued(Token token, String secret) {}

  /**
   * Makes a token, in place of one of the same name that has expired.
   *
   * @param expires from when on it is refused; null for never
   * @throws IllegalArgumentException if the name is not allowed or the time has passed
   * @throws IllegalStateException if the name is taken, or there are {@link #MAX_TOKENS} already
   * @throws IOException if it cannot be kept; then there is no such token
   */
  Issued create(String name, Scope scope, @Nullable Instant expires) throws IOException;

  /** All tokens by name, those that have expired included. */
  List<Token> list();

  /**
   * Removes a token, which is refused from now on.
   *
   * @return whether there was one of this name
   * @throws IOException if that cannot be kept; then the token still holds
   */
  boolean revoke(String name) throws IOException;
}
