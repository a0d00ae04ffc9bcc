// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import io.kitty.commons.LruMap;
import io.kitty.text.SafeText;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.RandomSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sessions, stored in one file. A session is valid for one client, for a week after it was last
 * renewed, and as long as the token that began it. At most {@value #MAX_SESSIONS} are kept, and
 * {@value #MAX_OF_TOKEN} of a named token, so that it cannot end those of others; beyond that, the
 * one that was unused longest ends. Any thread.
 */
public final class Sessions {

  /** The lifetime of a session that is not renewed. */
  public static final Duration LIFETIME = Duration.ofDays(7);

  static final int MAX_SESSIONS = 200;
  static final int MAX_OF_TOKEN = 20;
  static final int MAX_AGENT = 200;

  /** Renewing more often would only wear the medium. */
  private static final Duration RENEWED_AFTER = Duration.ofDays(1);

  private final AccessToken owner;
  private final InstantSource clock;
  private final SessionFile file;
  private final Map<String, Session> sessions = new LruMap<>(MAX_SESSIONS);

  /**
   * Reads the stored sessions.
   *
   * @param owner the owner's token, a new one of which ends all sessions
   */
  public Sessions(Path file, AccessToken owner, InstantSource clock) {
    this.owner = owner;
    this.clock = clock;
    this.file = new SessionFile(file, owner.digest("sessions"));
    this.file.read().forEach(session -> sessions.put(session.digest(), session));
  }

  /**
   * Begins a session.
   *
   * @param token the id of the named token that begins it; {@code ""} for the owner's
   * @param client the client that it is valid for
   * @param address where it is begun, for people
   * @param agent the browser's name for itself
   * @return its secret
   */
  public synchronized String begin(String token, String client, String address, String agent) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String secret = RandomSecrets.random();
    String digest = digest(secret);
    String clean = SafeText.clean(agent, MAX_AGENT);
    makeRoom(token);
    sessions.put(
        digest, new Session(digest, token, client, address, clean, now, now.plus(LIFETIME)));
    save();
    return secret;
  }

  /** Ends the session of a named token that was unused longest, if there are too many of it. */
  private void makeRoom(String token) {
    List<Session> same =
        sessions.values().stream().filter(session -> session.token().equals(token)).toList();
    if (!token.isEmpty() && same.size() >= MAX_OF_TOKEN) {
      sessions.remove(same.get(0).digest());
    }
  }

  /**
   * Returns the session with a secret, if it is valid for this client.
   *
   * @param client supplies the client; called only if there is such a session
   */
  public synchronized Optional<Session> find(String secret, Supplier<String> client) {
    Session session = sessions.get(digest(secret));
    return session != null
            && !session.expired(clock.instant())
            && session.client().equals(client.get())
        ? Optional.of(session)
        : Optional.empty();
  }

  /**
   * Begins the lifetime of a session anew, except if that was done within a day.
   *
   * @return whether it was done
   */
  public synchronized boolean renew(Session session) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant wanted = now.plus(LIFETIME);
    if (!sessions.containsKey(session.digest())
        || Duration.between(session.expires(), wanted).compareTo(RENEWED_AFTER) < 0) {
      return false;
    }
    sessions.put(session.digest(), session.until(wanted));
    save();
    return true;
  }

  /** Returns the sessions, the newest first. */
  public synchronized List<Session> list() {
    dropExpired();
    return sessions.values().stream()
        .sorted(Comparator.comparing(Session::begun).reversed().thenComparing(Session::id))
        .toList();
  }

  /**
   * Ends a session.
   *
   * @param id its {@link Session#id}
   * @return whether there was one
   */
  public synchronized boolean end(String id) {
    boolean known = sessions.values().removeIf(session -> session.id().equals(id));
    if (known) {
      save();
    }
    return known;
  }

  private void save() {
    dropExpired();
    file.write(sessions.values());
  }

  private void dropExpired() {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.expired(now));
  }

  private String digest(String secret) {
    return owner.digest("session " + secret);
  }
}
