// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named access tokens for programs that use the hub over HTTP, beside the owner's own. Only digests
 * are stored, so a secret is returned once, at creation. Thread-safe. An OSGi service.
 */
@ProviderType
public interface AccessTokens {

  /** The maximum number of tokens, expired ones included. */
  int MAX_TOKENS = 100;

  /** The regular expression of a token's name. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** What a token permits. */
  enum Scope {
    /** Read everything. */
    READ,
    /** Read everything, and change everything except tokens. */
    FULL
  }

  /**
   * A token without its secret.
   *
   * @param name its unique name
   * @param scope what it permits
   * @param created when it was created
   * @param expires when it expires; null for never
   */
  record Token(String name, Scope scope, Instant created, @Nullable Instant expires) {

    /** Returns whether it has expired at the given time. */
    public boolean expired(Instant now) {
      return expires != null && !now.isBefore(expires);
    }
  }

  /**
   * A newly created token.
   *
   * @param secret what its user sends; it cannot be retrieved again
   */
  record Issued(Token token, String secret) {}

  /**
   * Creates a token, replacing an expired one of the same name.
   *
   * @param expires when it expires; null for never
   * @throws IllegalArgumentException if the name is not allowed or the expiry is in the past
   * @throws IllegalStateException if the name is in use, or there are {@link #MAX_TOKENS} already
   * @throws IOException if it cannot be stored; then the token does not exist
   */
  Issued create(String name, Scope scope, @Nullable Instant expires) throws IOException;

  /** Returns the file of the owner's token, which grants all rights. */
  Path ownersFile();

  /** Returns all tokens by name, expired ones included. */
  List<Token> list();

  /**
   * Removes a token, which is rejected from now on.
   *
   * @return whether there was one of this name
   * @throws IOException if the removal cannot be stored; then the token stays valid
   */
  boolean revoke(String name) throws IOException;
}
