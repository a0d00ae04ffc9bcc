// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.core.json.JsonCodec;
import io.kitty.device.Device;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.RedisUrl;
import io.kitty.redis.sharing.SharedDeviceView;
import io.kitty.redis.sharing.SharingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * The number of devices a second that are updated on a server: by a plain loop that writes the
 * public fields one device at a time without events, and by the registry, with events.
 */
public final class Upserts {

  private static final int DEVICES = 10_000;
  private static final int PLAIN = 2_000;
  private static final int BATCH = 2_000;
  private static final int TTL = 300;
  private static final int ROUNDS = 9;

  /** One in this many sightings is a change; fewer in a real network. */
  private static final int CALM = 50;

  private final Jedis jedis;
  private final RedisRegistry registry;
  private List<Device> known = List.of();
  private int round;

  private Upserts(Jedis jedis, RedisRegistry registry) {
    this.jedis = jedis;
    this.registry = registry;
  }

  /**
   * The results in devices a second, medians of alternating rounds.
   *
   * @param plain HSET, SADD and EXPIRE, one by one
   * @param changes the registry, where each device has changed and each change is told
   * @param sightings the registry, where one device in fifty has changed
   */
  public record Result(double plain, double changes, double sightings) {}

  public static Result run(int port) throws IOException {
    RedisClientFactory server =
        new RedisClientFactory(RedisUrl.parse("redis://127.0.0.1:" + port), "bench", null);
    SharingSettings settings = new SharingSettings(server.keys(), "bench", "", TTL * 1000L, 10_000);
    try (RedisConnection connection = new RedisConnection(server);
        Jedis jedis = new Jedis("127.0.0.1", port)) {
      connection.open();
      RedisRegistry registry =
          new RedisRegistry(connection, settings, new JsonCodec(), Optional::of);
      return new Upserts(jedis, registry).measure();
    }
  }

  private Result measure() throws IOException {
    double[] plain = new double[ROUNDS];
    double[] changes = new double[ROUNDS];
    double[] sightings = new double[ROUNDS];
    for (int i = -ROUNDS / 3; i < ROUNDS; i++) {
      int slot = Math.max(i, 0); // the first rounds are warm-up and are overwritten
      plain[slot] = plain();
      changes[slot] = changes();
      sightings[slot] = sightings();
    }
    return new Result(median(plain), median(changes), median(sightings));
  }

  private String status() {
    return round++ % 2 == 0 ? "IDLE" : "RUNNING";
  }

  /** Saves one device in {@link #CALM}, and touches the others, which say the same again. */
  private double sightings() throws IOException {
    String status = status();
    List<Device> now = new ArrayList<>(DEVICES);
    List<List<Device>> changed = new ArrayList<>();
    List<List<Device>> seen = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      if (i % BATCH == 0) {
        changed.add(new ArrayList<>());
        seen.add(new ArrayList<>());
      }
      boolean change = (i + round) % CALM == 0;
      Device device = change ? Printers.printer(i, status) : Printers.again(known.get(i));
      (change ? changed : seen).get(i / BATCH).add(device);
      now.add(device);
    }
    known = now;
    long start = System.nanoTime();
    for (int batch = 0; batch < changed.size(); batch++) {
      registry.save(changed.get(batch));
      registry.touch(seen.get(batch));
    }
    return DEVICES / seconds(start);
  }

  private double plain() {
    List<Device> devices = Printers.all(PLAIN, status());
    long start = System.nanoTime();
    for (Device device : devices) {
      String key = "plain:" + device.id();
      jedis.hset(
          key,
          Map.of(
              "id", device.id().value(),
              "ip", SharedDeviceView.ip(device),
              "name", device.name(),
              "kind", device.kind(),
              "status", device.status(),
              "source", device.source(),
              "last_seen", String.valueOf(device.lastSeen().toEpochMilli() / 1000.0)));
      jedis.sadd("plain:all", device.id().value());
      jedis.expire(key, TTL);
    }
    return PLAIN / seconds(start);
  }

  private double changes() throws IOException {
    known = Printers.all(DEVICES, status());
    long start = System.nanoTime();
    for (int from = 0; from < DEVICES; from += BATCH) {
      registry.save(known.subList(from, from + BATCH));
    }
    return DEVICES / seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
