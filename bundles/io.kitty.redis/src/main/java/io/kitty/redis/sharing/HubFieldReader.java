// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.ServerErrors;
import io.kitty.redis.script.RedisKeys;
import io.kitty.redis.script.ScriptBatch;
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
 * Reads what hubs wrote, in the order of writing. A device that is written again meanwhile is read
 * again at its new place, so that no write is missed.
 */
public final class HubFieldReader {

  /** More than the devices with the same place in the order. */
  static final int PAGE = 8 * ScriptBatch.SIZE;

  private static final int TIME_DIGITS = 13;
  private static final int VIEW = 3 * TIME_DIGITS;
  private static final byte END_OF_VIEW = '\36';
  private static final String HUB = "hub:";

  /**
   * What the hubs wrote of a device.
   *
   * @param hubs the fields, by the name of the hub
   */
  public record Kept(String id, Map<String, byte[]> hubs) {}

  /**
   * A page of devices.
   *
   * @param end the place of the last one in the order
   */
  public record Page(List<Kept> devices, double end) {
    public boolean isEmpty() {
      return devices.isEmpty();
    }
  }

  private final RedisConnection connection;
  private final RedisKeys keys;

  public HubFieldReader(RedisConnection connection, RedisKeys keys) {
    this.connection = connection;
    this.keys = keys;
  }

  /** Returns the first page. */
  public Page first() throws IOException {
    return after(0);
  }

  /** Returns the page after another; empty at the end. */
  public Page after(Page last) throws IOException {
    return after(last.end());
  }

  /** Returns the page after a place of the order; empty at the end. */
  public Page after(double place) throws IOException {
    return connection.call(redis -> read(redis, place));
  }

  private Page read(UnifiedJedis redis, double place) {
    byte[] from = ("(" + place).getBytes(UTF_8);
    List<Tuple> found =
        redis.zrangeByScoreWithScores(keys.order(), from, "+inf".getBytes(UTF_8), 0, PAGE);
    double end = found.isEmpty() ? place : found.get(found.size() - 1).getScore();
    if (found.size() == PAGE) {
      // More devices may share the last place: they follow with the next page.
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

  /** Returns none if another program uses the key of the device for another type. */
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

  /** Returns the end of a field's lease, in milliseconds of the server's clock. */
  public static long deadline(byte[] field) {
    return Long.parseLong(new String(field, 0, TIME_DIGITS, UTF_8));
  }

  /** Returns the site of the hub that wrote a field. */
  public static String site(byte[] field) {
    String view = new String(field, VIEW, end(field) - VIEW, UTF_8);
    return view.substring(view.lastIndexOf(SharedDeviceView.SEPARATOR) + 1);
  }

  /** Returns the encoded evidence of a field; empty in one that was only restored. */
  public static byte[] evidence(byte[] field) {
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
