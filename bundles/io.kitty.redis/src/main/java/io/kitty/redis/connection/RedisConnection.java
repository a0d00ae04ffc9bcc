// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.script.Counters;
import io.kitty.redis.script.RedisKeys;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.script.ScriptRunner;
import io.kitty.redis.script.ScriptRunner.Outcome;
import io.kitty.redis.script.ServerClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * The connection to a server that accepts writes. Any failure takes it down at once; only {@link
 * #open} brings it up again.
 */
public final class RedisConnection implements AutoCloseable {

  /**
   * How long hubs only restore what they had published after a database was lost: each has to read
   * what the others saw before it publishes changes.
   */
  static final Duration RESTORING = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  /** How often a client that follows failovers is tried before it is replaced. */
  private static final int TRIES = 10;

  private final RedisClientFactory server;
  private final RedisKeys keys;
  private final Counters counters = new Counters();
  private final ServerClock clock = new ServerClock();
  private final ScriptRunner runs;
  private volatile @Nullable UnifiedJedis client;
  private @Nullable UnifiedJedis resting;
  private int tries;
  private volatile String reason = "not connected yet";
  private volatile String life = "";
  private volatile long number;
  private volatile long lostAt;

  public RedisConnection(RedisClientFactory server) {
    this.server = server;
    this.keys = server.keys();
    this.runs = new ScriptRunner(keys, counters, clock);
  }

  /**
   * Connects, and checks whether the server accepts writes and whether its data are the same as
   * before.
   */
  public synchronized void open() {
    rest();
    UnifiedJedis next = resting;
    try {
      if (next == null || !server.moves() || tries >= TRIES) {
        free(resting);
        resting = null;
        tries = 0;
        next = server.open();
      }
      resting = next;
      tries++;
      clock.forget();
      send(next, "");
      String found = life(next);
      if (!life.isEmpty() && !found.equals(life)) {
        lostAt = number + 1;
      }
      life = found;
      number++;
      client = next;
      resting = null;
      tries = 0;
      reason = "";
    } catch (RuntimeException e) {
      reason = sentence(e);
    }
  }

  /** Checks that the database is the one that was opened, and updates the clock. */
  public void verify() {
    try {
      call(redis -> send(redis, life));
      call(this::life);
    } catch (IOException e) {
      down(e);
    }
  }

  /** Returns the life of the database. Writes, so that a read-only server is detected. */
  private String life(UnifiedJedis redis) {
    byte[] fresh = (clock.now() + "-" + UUID.randomUUID()).getBytes(UTF_8);
    redis.set(keys.life(), fresh, SetParams.setParams().nx());
    return new String(Objects.requireNonNullElse(redis.get(keys.life()), fresh), UTF_8);
  }

  /**
   * Runs the script once: updates the clock, loads the script if it is missing, and fails if the
   * life of the database is not the expected one.
   */
  private List<Outcome> send(UnifiedJedis redis, String expected) {
    return runs.of(
        redis, List.of(new ScriptBatch(Task.LAPSE, keys, "", 1, 0, expected)).iterator());
  }

  public boolean up() {
    return client != null;
  }

  /** Returns the name of the server, without secrets. */
  public String server() {
    return server.toString();
  }

  /** Returns why it is down; {@code ""} if it is up. */
  public String reason() {
    return reason;
  }

  /** Returns the number of the connection, which grows with each one. */
  public long number() {
    return number;
  }

  /** Returns whether the data written through a connection are lost. */
  public boolean lost(long connection) {
    return connection < lostAt;
  }

  /**
   * Returns whether hubs have had the time to restore a lost database. Each hub estimates the
   * server's clock, so a life that another one began just now may seem to begin in the future.
   */
  public boolean restored() {
    String began = life.split("-", 2)[0];
    long age = began.matches("\\d{1,15}") ? clock.now() - Long.parseLong(began) : Long.MAX_VALUE;
    return Math.abs(age) >= RESTORING.toMillis();
  }

  /** Returns the life of the database: a new one after it was lost. */
  public String life() {
    return life;
  }

  /** Returns the counters. */
  public Counters counters() {
    return counters;
  }

  /**
   * Runs a task on the server.
   *
   * @throws IOException with a sentence for people if it fails
   */
  public <T> T call(Function<UnifiedJedis, T> task) throws IOException {
    UnifiedJedis redis = client;
    if (redis == null) {
      throw new IOException(reason);
    }
    try {
      return task.apply(redis);
    } catch (JedisException e) {
      if (ErrorMessages.takesDown(e)) {
        down(e);
      }
      throw new IOException(sentence(e), e);
    }
  }

  /** Returns the clock of the server. */
  public ServerClock clock() {
    return clock;
  }

  /** Runs the script for each batch while the next one is made. */
  public List<Outcome> run(Iterator<ScriptBatch> batches) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    while (batches.hasNext()) {
      outcomes.addAll(call(redis -> runs.of(redis, batches)));
    }
    return outcomes;
  }

  /** Takes the connection down after a failure. */
  public synchronized void down(Exception cause) {
    if (client != null) {
      rest();
      reason = sentence(cause);
    }
  }

  /** Returns the reason of a failure, for people; the debug log has the original. */
  private String sentence(Exception failure) {
    LOG.debug("{} failed", server, failure);
    return server + ": " + ErrorMessages.of(failure, server.tls());
  }

  /** Sets the client aside; it may work again later. */
  private void rest() {
    if (client != null) {
      free(resting);
      resting = client;
      client = null;
    }
  }

  private static void free(@Nullable UnifiedJedis last) {
    if (last != null) {
      last.close();
    }
  }

  @Override
  public synchronized void close() {
    rest();
    free(resting);
    resting = null;
  }
}
