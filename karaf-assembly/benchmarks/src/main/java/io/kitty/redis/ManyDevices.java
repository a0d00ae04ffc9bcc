// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.core.json.JsonCodec;
import io.kitty.device.Device;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.RedisUrl;
import io.kitty.redis.sharing.SharingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/** The cost of many devices in a hub and on the server, and how long a hub takes to load them. */
public final class ManyDevices {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int DEVICES = 100_000;
  private static final int BATCH = 10_000;

  private ManyDevices() {}

  /**
   * The results.
   *
   * @param server bytes a device that one hub sees
   * @param hub bytes a device in the hub that reads it there, all in all
   * @param written seconds until a hub has written all it knows to an empty server
   * @param reconciled seconds from the start of another hub until it knows all of that
   */
  public record Result(int devices, double server, double hub, double written, double reconciled) {}

  public static Result run(int port) throws Exception {
    RedisClientFactory server =
        new RedisClientFactory(RedisUrl.parse("redis://127.0.0.1:" + port), "many", null);
    try (Jedis jedis = new Jedis("127.0.0.1", port)) {
      jedis.flushAll();
      long empty = used(jedis);
      double written = write(server);
      double perDevice = (used(jedis) - empty) / (double) DEVICES;
      long heap = heap();
      long start = System.nanoTime();
      SimulatedHub hub =
          new SimulatedHub(server, "other", new SimulatedHub.Disk(), settings(server, "other"));
      while (hub.devices().size() < DEVICES) {
        Thread.sleep(10);
      }
      double reconciled = seconds(start);
      double inHub = (heap() - heap) / (double) DEVICES;
      hub.kill();
      return new Result(DEVICES, perDevice, inHub, written, reconciled);
    }
  }

  private static double write(RedisClientFactory server) throws IOException {
    List<Device> devices = Printers.all(DEVICES, "IDLE");
    try (RedisConnection connection = new RedisConnection(server)) {
      long start = System.nanoTime();
      connection.open();
      RedisRegistry registry =
          new RedisRegistry(connection, settings(server, "one"), new JsonCodec(), Optional::of);
      for (int from = 0; from < DEVICES; from += BATCH) {
        registry.save(devices.subList(from, from + BATCH));
      }
      return seconds(start);
    }
  }

  /** Writes printers like another hub that has stopped since. */
  public static void fill(int port, int count) throws IOException {
    RedisClientFactory server =
        new RedisClientFactory(RedisUrl.parse("redis://127.0.0.1:" + port), "fill", null);
    try (RedisConnection connection = new RedisConnection(server)) {
      connection.open();
      new RedisRegistry(connection, settings(server, "fill"), new JsonCodec(), Optional::of)
          .save(Printers.all(count, "IDLE"));
    }
  }

  /** Reads all devices one by one and lists them as JSON, as a program would. */
  public static void readPlainly(int port) throws IOException {
    try (Jedis jedis = new Jedis("127.0.0.1", port)) {
      List<Map<String, String>> devices = new ArrayList<>();
      for (String key : jedis.smembers("devices:all")) {
        devices.add(jedis.hgetAll(key));
      }
      if (MAPPER.writeValueAsBytes(devices).length < devices.size()) {
        throw new IllegalStateException("there is nothing to read");
      }
    }
  }

  private static SharingSettings settings(RedisClientFactory server, String hub) {
    return new SharingSettings(server.keys(), hub, "", 3_600_000, 10_000);
  }

  private static long used(Jedis jedis) {
    return Long.parseLong(
        jedis
            .info("memory")
            .lines()
            .filter(line -> line.startsWith("used_memory:"))
            .findFirst()
            .orElseThrow()
            .split(":")[1]
            .strip());
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
