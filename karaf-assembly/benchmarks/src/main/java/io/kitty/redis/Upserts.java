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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * The number of devices a second that are updated on a server: by a plain loop that writes the
 * public fields one device at a time without events, and by the registry, with events. The first
 * few rounds of each are slower.
 */
public final class Upserts implements AutoCloseable {

  private static final int DEVICES = 10_000;
  private static final int PLAIN = 2_000;
  private static final int BATCH = 2_000;
  private static final int TTL = 300;

  /** Between these, a change is told by one event; some others have another event of their own. */
  private static final List<String> STATUSES = List.of("RUNNING", "PREPARING");

  /** Differs from those of {@link #changes}. */
  private static final String CALM_STATUS = "PAUSED";

  /** One in this many sightings is a change; fewer in a real network. */
  private static final int CALM = 50;

  private final Jedis jedis;
  private final RedisConnection connection;
  private final RedisRegistry registry;
  private List<Device> known = List.of();
  private int plainRounds;
  private int changeRounds;
  private int sightingRounds;

  /**
   * @param port where the server listens
   */
  public Upserts(int port) throws IOException {
    RedisClientFactory server =
        new RedisClientFactory(RedisUrl.parse("redis://127.0.0.1:" + port), "bench", null);
    SharingSettings settings = new SharingSettings(server.keys(), "bench", "", TTL * 1000L, 10_000);
    connection = new RedisConnection(server);
    jedis = new Jedis("127.0.0.1", port);
    connection.open();
    registry = new RedisRegistry(connection, settings, new JsonCodec(), Optional::of);
  }

  /** Another status than in the round before. */
  private static String status(int round) {
    return STATUSES.get(round % STATUSES.size());
  }

  /**
   * The registry, where one device in fifty has changed, and the others say the same again; needs a
   * round of {@link #changes} before.
   */
  public double sightings() throws IOException {
    sightingRounds++;
    List<Device> now = new ArrayList<>(DEVICES);
    List<List<Device>> changed = new ArrayList<>();
    List<List<Device>> seen = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      if (i % BATCH == 0) {
        changed.add(new ArrayList<>());
        seen.add(new ArrayList<>());
      }
      boolean change = (i + sightingRounds) % CALM == 0;
      Device device = change ? Printers.printer(i, CALM_STATUS) : Printers.again(known.get(i));
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

  /** HSET, SADD and EXPIRE, one by one. */
  public double plain() {
    List<Device> devices = Printers.all(PLAIN, status(plainRounds++));
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

  /** The registry, where each device has changed and each change is told by one event. */
  public double changes() throws IOException {
    known = Printers.all(DEVICES, status(changeRounds++));
    long start = System.nanoTime();
    for (int from = 0; from < DEVICES; from += BATCH) {
      registry.save(known.subList(from, from + BATCH));
    }
    return DEVICES / seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    jedis.close();
    connection.close();
  }
}
