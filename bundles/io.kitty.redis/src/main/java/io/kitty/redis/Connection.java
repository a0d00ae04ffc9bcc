// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;

/**
 * The connection to the server while it can be written to. What fails takes it down at once; it
 * comes up again by {@link #open} alone.
 */
final class Connection implements AutoCloseable {

  /** So many runs of the script wait for their answers together. */
  private static final int PIPELINE = 32;

  private final String server;
  private final Supplier<UnifiedJedis> opener;
  private final Keys keys;
  private final Counters counters = new Counters();
  private volatile @Nullable UnifiedJedis client;
  private volatile String reason = "not connected yet";
  private volatile String life = "";
  private volatile long number;
  private volatile long lostAt;

  /**
   * @param server what the server is called, without secrets
   * @param opener makes a client
   * @param keys the names of what is kept there
   */
  Connection(String server, Supplier<UnifiedJedis> opener, Keys keys) {
    this.server = server;
    this.opener = opener;
    this.keys = keys;
  }

  /**
   * What came of one run of the script.
   *
   * @param again what this hub has to write anew
   * @param refused what cannot be written
   * @param now the server's time, in milliseconds
   */
  record Outcome(List<String> again, List<String> refused, long now) {}

  /**
   * Connects, and finds out whether the server can be written to and whether its data are those of
   * before.
   */
  synchronized void open() {
    close();
    UnifiedJedis fresh = null;
    try {
      fresh = opener.get();
      String found = life(fresh);
      if (!life.isEmpty() && !found.equals(life)) {
        lostAt = number + 1;
      }
      life = found;
      number++;
      client = fresh;
      reason = "";
    } catch (RuntimeException e) {
      reason = server + ": " + Reasons.of(e);
      if (fresh != null) {
        fresh.close();
      }
    }
  }

  /** Finds out whether all is as it was when the connection was opened. */
  void verify() {
    try {
      if (!call(this::life).equals(life)) {
        down("its data are gone");
      }
    } catch (IOException e) {
      down(String.valueOf(e.getMessage()));
    }
  }

  /** Writes, so that a server that takes no writes shows. */
  private String life(UnifiedJedis redis) {
    byte[] fresh = UUID.randomUUID().toString().getBytes(UTF_8);
    redis.set(keys.life(), fresh, SetParams.setParams().nx());
    return new String(Objects.requireNonNullElse(redis.get(keys.life()), fresh), UTF_8);
  }

  boolean up() {
    return client != null;
  }

  /** What the server is called, without secrets. */
  String server() {
    return server;
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
      if (Reasons.takesDown(e)) {
        down(Reasons.of(e));
      }
      throw new IOException(Reasons.of(e), e);
    }
  }

  /** Has the server run the script for a batch. */
  Outcome run(Batch batch) throws IOException {
    return run(List.of(batch).iterator()).get(0);
  }

  /** Has the server run the script for each batch, while the next one is being made. */
  List<Outcome> run(Iterator<Batch> batches) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    while (batches.hasNext()) {
      outcomes.addAll(call(redis -> run(redis, batches)));
    }
    return outcomes;
  }

  private List<Outcome> run(UnifiedJedis redis, Iterator<Batch> batches) {
    List<Batch> sent = new ArrayList<>();
    Iterator<Batch> some =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return sent.size() < PIPELINE && batches.hasNext();
          }

          @Override
          public Batch next() {
            Batch batch = batches.next();
            sent.add(batch);
            return batch;
          }
        };
    try {
      return pipeline(redis, some);
    } catch (JedisNoScriptException e) {
      redis.scriptLoad(Script.DEVICES.text(), keys.order());
      return pipeline(redis, sent.iterator());
    }
  }

  private List<Outcome> pipeline(UnifiedJedis redis, Iterator<Batch> batches) {
    List<Response<Object>> responses = new ArrayList<>();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        responses.add(pipeline.evalsha(Script.DEVICES.sha(), batch.keys(), batch.arguments()));
      }
      pipeline.sync();
    }
    return responses.stream().map(response -> outcome(response.get())).toList();
  }

  private Outcome outcome(Object answer) {
    if (answer instanceof List<?> parts
        && parts.get(0) instanceof Long told
        && parts.get(3) instanceof Long now) {
      counters.add("events", told);
      return new Outcome(texts(parts.get(1)), texts(parts.get(2)), now);
    }
    throw new JedisDataException("an answer that is none: " + answer);
  }

  private static List<String> texts(Object answer) {
    return answer instanceof List<?> all
        ? all.stream().map(text -> new String((byte[]) text, UTF_8)).toList()
        : List.of();
  }

  /** Has the connection be of no more use. */
  synchronized void down(String why) {
    if (client != null) {
      close();
      reason = server + ": " + why;
    }
  }

  @Override
  public synchronized void close() {
    UnifiedJedis last = client;
    client = null;
    if (last != null) {
      last.close();
    }
  }
}
