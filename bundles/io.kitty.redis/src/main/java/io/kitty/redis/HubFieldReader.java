// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.Tuple;

/**
 * Reads what hubs wrote, in the order in which they did. A device that was written again meanwhile
 * is found once more, at its new place: nothing is missed.
 */
final class HubFieldReader {

  /** More than there may be at one place of the order. */
  static final int PAGE = 8 * ScriptBatch.SIZE;

  private static final int TIME_DIGITS = 13;
  private static final int VIEW = 3 * TIME_DIGITS;
  private static final byte END_OF_VIEW = '\36';
  private static final String HUB = "hub:";

  /**
   * What hubs wrote of a device.
   *
   * @param hubs each hub's field, by the hub
   */
  record Kept(String id, Map<String, byte[]> hubs) {}

  /**
   * Some devices.
   *
   * @param end the place of the last one
   */
  record Page(List<Kept> devices, double end) {
    boolean isEmpty() {
      return devices.isEmpty();
    }
  }

  private final RedisConnection connection;
  private final RedisKeys keys;

  HubFieldReader(RedisConnection connection, RedisKeys keys) {
    this.connection = connection;
    this.keys = keys;
  }

  /** The first devices of all. */
  Page first() throws IOException {
    return after(0);
  }

  /** Those that come next; empty where there are none. */
  Page after(Page last) throws IOException {
    return after(last.end());
  }

  /** Those that were written after a place of the order; none where there are none. */
  Page after(double place) throws IOException {
    return connection.call(redis -> read(redis, place));
  }

  private Page read(UnifiedJedis redis, double place) {
    byte[] from = ("(" + place).getBytes(UTF_8);
    List<Tuple> found =
        redis.zrangeByScoreWithScores(keys.order(), from, "+inf".getBytes(UTF_8), 0, PAGE);
    double end = found.isEmpty() ? place : found.get(found.size() - 1).getScore();
    if (found.size() == PAGE) {
      // More of the last place may follow: they come with the next page.
      double cut = end;
      found = found.stream().filter(each -> each.getScore() < cut).toList();
      end = found.get(found.size() - 1).getScore();
    }
    List<Response<Map<byte[], byte[]>>> hashes = new ArrayList<>();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (Tuple each : found) {
        hashes.add(pipeline.hgetAll(keys.device(each.getElement())));
      }
      pipeline.sync();
    }
    List<Kept> devices = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      devices.add(new Kept(found.get(i).getElement(), hubs(hashes.get(i))));
    }
    return new Page(devices, end);
  }

  /** None where another program keeps something else under the key of the device. */
  private static Map<String, byte[]> hubs(Response<Map<byte[], byte[]>> hash) {
    try {
      return hubs(hash.get());
    } catch (JedisDataException e) {
      if (ServerErrors.word(e).equals("WRONGTYPE")) {
        return Map.of();
      }
      throw e;
    }
  }

  private static Map<String, byte[]> hubs(Map<byte[], byte[]> hash) {
    Map<String, byte[]> hubs = new HashMap<>();
    hash.forEach(
        (name, value) -> {
          String field = new String(name, UTF_8);
          if (field.startsWith(HUB)) {
            hubs.put(field.substring(HUB.length()), value);
          }
        });
    return hubs;
  }

  /** Until when a field holds, in the server's time in milliseconds. */
  static long deadline(byte[] field) {
    return Long.parseLong(new String(field, 0, TIME_DIGITS, UTF_8));
  }

  /** The site of the hub that wrote a field. */
  static String site(byte[] field) {
    String view = new String(field, VIEW, end(field) - VIEW, UTF_8);
    return view.substring(view.lastIndexOf(SharedDeviceView.SEPARATOR) + 1);
  }

  /** The evidence in a field, as the codec wrote it; empty in one that was merely put back. */
  static byte[] evidence(byte[] field) {
    return Arrays.copyOfRange(field, end(field) + 1, field.length);
  }

  private static int end(byte[] field) {
    int at = VIEW;
    while (at < field.length && field[at] != END_OF_VIEW) {
      at++;
    }
    if (at >= field.length) {
      throw new IllegalArgumentException("of an unknown form");
    }
    return at;
  }
}
