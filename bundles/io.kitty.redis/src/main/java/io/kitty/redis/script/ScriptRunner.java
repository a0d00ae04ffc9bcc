// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Runs the script on the server. */
public final class ScriptRunner {

  /** How many runs are pipelined. */
  private static final int PIPELINE = 32;

  /**
   * The outcome of one run.
   *
   * @param again the ids of devices that this hub has to write again
   * @param refused the ids of devices that cannot be written
   * @param taken the times that the server kept in place of this hub's, by id
   */
  public record Outcome(List<String> again, List<String> refused, Map<String, String> taken) {}

  private final RedisKeys keys;
  private final Counters counters;
  private final ServerClock clock;

  /**
   * @param clock updated from each reply
   */
  public ScriptRunner(RedisKeys keys, Counters counters, ServerClock clock) {
    this.keys = keys;
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Runs the script for as many batches as are pipelined at once, each sent while the next one is
   * made.
   */
  public List<Outcome> of(UnifiedJedis redis, Iterator<ScriptBatch> batches) {
    List<ScriptBatch> sent = new ArrayList<>();
    Iterator<ScriptBatch> some =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return sent.size() < PIPELINE && batches.hasNext();
          }

          @Override
          public ScriptBatch next() {
            ScriptBatch batch = batches.next();
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

  private List<Outcome> pipeline(UnifiedJedis redis, Iterator<ScriptBatch> batches) {
    List<Response<Object>> responses = new ArrayList<>();
    long asked = System.nanoTime();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      while (batches.hasNext()) {
        ScriptBatch batch = batches.next();
        responses.add(pipeline.evalsha(Script.DEVICES.sha(), batch.keys(), batch.arguments()));
      }
      pipeline.sync();
    }
    return responses.stream().map(response -> outcome(response.get(), asked)).toList();
  }

  private Outcome outcome(Object answer, long asked) {
    if (answer instanceof List<?> parts
        && parts.get(0) instanceof Long told
        && parts.get(3) instanceof Long now) {
      counters.add("events", told);
      clock.told(asked, now);
      return new Outcome(texts(parts.get(1)), texts(parts.get(2)), pairs(texts(parts.get(4))));
    }
    throw new JedisDataException("an answer that is none: " + answer);
  }

  private static Map<String, String> pairs(List<String> flat) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      pairs.put(flat.get(i), flat.get(i + 1));
    }
    return pairs;
  }

  private static List<String> texts(Object answer) {
    return answer instanceof List<?> all
        ? all.stream().map(text -> new String((byte[]) text, UTF_8)).toList()
        : List.of();
  }
}
