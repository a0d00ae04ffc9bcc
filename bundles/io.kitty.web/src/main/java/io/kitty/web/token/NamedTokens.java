// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import io.kitty.hub.AccessTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The named tokens, stored in one file. Any thread. */
public final class NamedTokens implements AccessTokens {

  private final TokenFile file;
  private final Path ownersFile;
  private final InstantSource clock;
  private SortedMap<String, StoredToken> tokens;

  /**
   * Reads the stored tokens.
   *
   * @param ownersFile the file of the owner's token
   */
  public NamedTokens(Path file, Path ownersFile, InstantSource clock) {
    this.file = new TokenFile(file);
    this.ownersFile = ownersFile;
    this.clock = clock;
    this.tokens = this.file.read();
  }

  @Override
  public synchronized Issued create(String name, Scope scope, @Nullable Instant expires)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Token token =
        new Token(
            name, scope, now, expires == null ? null : expires.truncatedTo(ChronoUnit.SECONDS));
    check(token, now);
    String secret = RandomSecrets.random();
    SortedMap<String, StoredToken> added = new TreeMap<>(tokens);
    added.put(name, new StoredToken(token, Hashes.hex(secret)));
    save(added);
    return new Issued(token, secret);
  }

  private void check(Token token, Instant now) {
    if (!token.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "a token's name has 1 to 64 letters, digits, dots, dashes and underscores, and begins"
              + " with a letter or digit");
    }
    if (token.expired(now)) {
      throw new IllegalArgumentException("the time at which the token is to expire has passed");
    }
    StoredToken stored = tokens.get(token.name());
    if (stored != null && !stored.token().expired(now)) {
      throw new IllegalStateException(
          "there is a token named " + token.name() + " already; revoke it first");
    }
    if (stored == null && tokens.size() >= MAX_TOKENS) {
      throw new IllegalStateException(
          "there are " + MAX_TOKENS + " tokens already; revoke one first");
    }
  }

  @Override
  public Path ownersFile() {
    return ownersFile;
  }

  @Override
  public synchronized List<Token> list() {
    return tokens.values().stream().map(StoredToken::token).toList();
  }

  @Override
  public synchronized boolean revoke(String name) throws IOException {
    SortedMap<String, StoredToken> remaining = new TreeMap<>(tokens);
    if (remaining.remove(name) == null) {
      return false;
    }
    save(remaining);
    return true;
  }

  private void save(SortedMap<String, StoredToken> all) throws IOException {
    file.write(all.values());
    tokens = all;
  }

  /**
   * Returns the token with this secret, expired or not; takes the same time for each wrong secret.
   */
  public synchronized Optional<StoredToken> find(String secret) {
    String digest = Hashes.hex(secret);
    StoredToken found = null;
    for (StoredToken each : tokens.values()) {
      found = Hashes.constantTimeEquals(each.digest(), digest) ? each : found;
    }
    return Optional.ofNullable(found);
  }

  /** Returns the token with this {@link StoredToken#id}, expired or not. */
  public synchronized Optional<StoredToken> byId(String id) {
    return tokens.values().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** Returns the present right of a token. */
  public AccessRight right(StoredToken stored) {
    return stored.token().expired(clock.instant())
        ? AccessRight.NONE
        : AccessRight.of(stored.token().scope());
  }
}
