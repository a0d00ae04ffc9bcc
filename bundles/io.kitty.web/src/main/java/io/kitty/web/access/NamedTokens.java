// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

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

/** The named tokens, kept in one file beside the owner's token. */
public final class NamedTokens implements AccessTokens {

  private final TokenFile file;
  private final InstantSource clock;
  private SortedMap<String, StoredToken> tokens;

  /** Reads those that are kept. */
  public NamedTokens(Path file, InstantSource clock) {
    this.file = new TokenFile(file);
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
    SortedMap<String, StoredToken> more = new TreeMap<>(tokens);
    more.put(name, new StoredToken(token, Hashes.hex(secret)));
    keep(more);
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
    StoredToken held = tokens.get(token.name());
    if (held != null && !held.token().expired(now)) {
      throw new IllegalStateException(
          "there is a token named " + token.name() + " already; revoke it first");
    }
    if (held == null && tokens.size() >= MAX_TOKENS) {
      throw new IllegalStateException(
          "there are " + MAX_TOKENS + " tokens already; revoke one first");
    }
  }

  @Override
  public synchronized List<Token> list() {
    return tokens.values().stream().map(StoredToken::token).toList();
  }

  @Override
  public synchronized boolean revoke(String name) throws IOException {
    SortedMap<String, StoredToken> fewer = new TreeMap<>(tokens);
    if (fewer.remove(name) == null) {
      return false;
    }
    keep(fewer);
    return true;
  }

  private void keep(SortedMap<String, StoredToken> all) throws IOException {
    file.write(all.values());
    tokens = all;
  }

  /** The token with this secret, expired or not. Each wrong secret takes the same time. */
  public synchronized Optional<StoredToken> find(String secret) {
    String digest = Hashes.hex(secret);
    StoredToken found = null;
    for (StoredToken each : tokens.values()) {
      found = Hashes.same(each.digest(), digest) ? each : found;
    }
    return Optional.ofNullable(found);
  }

  /** The token with this {@link StoredToken#id}, expired or not. */
  public synchronized Optional<StoredToken> byId(String id) {
    return tokens.values().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** What a token allows now. */
  public AccessRight right(StoredToken held) {
    return held.token().expired(clock.instant())
        ? AccessRight.NONE
        : AccessRight.of(held.token().scope());
  }
}
