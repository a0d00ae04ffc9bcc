// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.Script.Task;
import io.kitty.redis.ScriptRunner.Outcome;
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
 * The connection to the server while it can be written to. What fails takes it down at once; it
 * comes up again by {@link #open} alone.
 */
final class RedisConnection implements AutoCloseable {

  /**
   * After a database was lost, for so long hubs only put back what they had told: each has to know
   * what the others saw before it says what has changed since.
   */
  static final Duration RESTORING = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  /** A client that follows the server wherever it goes is tried so often before it is replaced. */
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

  RedisConnection(RedisClientFactory server) {
    this.server = server;
    this.keys = server.keys();
    this.runs = new ScriptRunner(keys, counters, clock);
  }

  /**
   * Connects, and finds out whether the server can be written to and whether its data are those of
   * before.
   */
  synchronized void open() {
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

  /** Finds out whether all is as it was when the connection was opened, and what time it is. */
  void verify() {
    try {
      call(redis -> send(redis, life));
      call(this::life);
    } catch (IOException e) {
      down(e);
    }
  }

  /** Writes, so that a server that takes no writes shows. */
  private String life(UnifiedJedis redis) {
    byte[] fresh = (clock.now() + "-" + UUID.randomUUID()).getBytes(UTF_8);
    redis.set(keys.life(), fresh, SetParams.setParams().nx());
    return new String(Objects.requireNonNullElse(redis.get(keys.life()), fresh), UTF_8);
  }

  /**
   * Has the server tell its time, take in the script if it has to, and fail if its data are not
   * those that are expected.
   */
  private List<Outcome> send(UnifiedJedis redis, String expected) {
    return runs.of(
        redis, List.of(new ScriptBatch(Task.LAPSE, keys, "", 1, 0, expected)).iterator());
  }

  boolean up() {
    return client != null;
  }

  /** What the server is called, without secrets. */
  String server() {
    return server.toString();
  }

  /** Why it is down; {@code ""} if it is up. */
  String reason() {
    return reason;
  }

  /** Counts the connections that were made. */
  long number() {
    return number;
  }

  /** Whether the data that were written through a connection are gone. */
  boolean lost(long connection) {
    return connection < lostAt;
  }

  /** Whether hubs have had the time to put back what they had told before the database was lost. */
  boolean restored() {
    String began = life.split("-", 2)[0];
    long age = began.matches("\\d{1,15}") ? clock.now() - Long.parseLong(began) : Long.MAX_VALUE;
    return age < 0 || age >= RESTORING.toMillis();
  }

  /** Which life of the database it is: another one, if it was lost. */
  String life() {
    return life;
  }

  /** What is done through it. */
  Counters counters() {
    return counters;
  }

  /**
   * Does something there.
   *
   * @throws IOException with a sentence for people, if it failed
   */
  <T> T call(Function<UnifiedJedis, T> task) throws IOException {
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

  /** The server's clock. */
  ServerClock clock() {
    return clock;
  }

  /** Has the server run the script for each batch, while the next one is being made. */
  List<Outcome> run(Iterator<ScriptBatch> batches) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    while (batches.hasNext()) {
      outcomes.addAll(call(redis -> runs.of(redis, batches)));
    }
    return outcomes;
  }

  /** Has the connection be of no more use, as something failed. */
  synchronized void down(Exception cause) {
    if (client != null) {
      rest();
      reason = sentence(cause);
    }
  }

  /** Why it failed, for people; the log has at its finest level what the client said. */
  private String sentence(Exception failure) {
    LOG.debug("{} failed", server, failure);
    return server + ": " + ErrorMessages.of(failure, server.tls());
  }

  /** Has nobody use the client, which may be good again later. */
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
