// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.core.json.JsonCodec;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.hub.DeviceCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Jedis;

/**
 * How many changed devices a registry writes in a second, each with its event, beside a plain loop
 * that writes the public fields of one after the other, and tells nobody.
 */
public final class UpsertBenchmark {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final int DEVICES = 10_000;
  private static final int PLAIN = 3_000;
  private static final int BATCH = 2_000;
  private static final int TTL = 300;

  private UpsertBenchmark() {}

  /** What came of it, in devices a second. */
  public record Result(double plain, double registry) {}

  /** Runs it against a server on the loopback interface. */
  public static Result run(int port, int rounds) throws IOException {
    Server server = new Server(Address.parse("redis://127.0.0.1:" + port), "bench", null);
    Settings settings = new Settings(server.keys(), "bench", "", TTL * 1000L, 10_000);
    DeviceCodec codec = new JsonCodec();
    try (Connection connection = new Connection(server);
        Jedis jedis = new Jedis("127.0.0.1", port)) {
      connection.open();
      RedisRegistry registry =
          new RedisRegistry(connection, settings, codec, id -> Optional.empty());
      double best = 0;
      double plain = 0;
      for (int round = 0; round < rounds; round++) {
        String status = round % 2 == 0 ? "IDLE" : "RUNNING";
        plain = Math.max(plain, plain(jedis, status));
        best = Math.max(best, upserts(registry, status));
      }
      return new Result(plain, best);
    }
  }

  private static double plain(Jedis jedis, String status) {
    long start = System.nanoTime();
    for (int i = 0; i < PLAIN; i++) {
      Device device = device(i, status);
      String key = "plain:" + device.id();
      jedis.hset(
          key,
          Map.of(
              "id", device.id().value(),
              "ip", View.ip(device),
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

  private static double upserts(RedisRegistry registry, String status) throws IOException {
    List<List<Device>> batches = new ArrayList<>();
    for (int from = 0; from < DEVICES; from += BATCH) {
      List<Device> batch = new ArrayList<>();
      for (int i = from; i < from + BATCH; i++) {
        batch.add(device(i, status));
      }
      batches.add(batch);
    }
    long start = System.nanoTime();
    for (List<Device> batch : batches) {
      registry.save(batch);
    }
    return DEVICES / seconds(start);
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
  }

  static Device device(int number, String status) {
    Identifier serial =
        Identifier.serial("bambu", String.format(Locale.ROOT, "01P00A%08d", number)).orElseThrow();
    Instant now = Instant.now();
    InetAddress address = address(number);
    Sighting sighting =
        Sighting.of(serial.value(), new Endpoint(address, "eth0"), Duration.ofMinutes(5))
            .identifier(Optional.of(serial))
            .fact(Fact.NAME, "Printer " + number)
            .fact(Fact.STATUS, status)
            .fact(Fact.VENDOR, "Bambu Lab")
            .fact(Fact.MODEL, "P1S")
            .attribute("DevModel.bambu.com", "C12")
            .attribute("DevConnect.bambu.com", "lan")
            .reading("DevSignal.bambu.com", -40)
            .build();
    Evidence evidence =
        new Evidence(BAMBU, sighting, null, now, now, now, now.plusSeconds(300), true);
    return new Device(
        serial.id(),
        Set.of(DeviceId.of("bambu", address.getHostAddress())),
        "bambu",
        List.of(address),
        Set.of(serial),
        Map.of(
            Fact.NAME, "Printer " + number,
            Fact.KIND, "bambu",
            Fact.STATUS, status,
            Fact.VENDOR, "Bambu Lab",
            Fact.MODEL, "P1S"),
        List.of(),
        List.of(evidence),
        now,
        now,
        null,
        List.of(),
        false);
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws Exception {
    System.out.println(run(Integer.parseInt(args[0]), Integer.parseInt(args[1])));
  }
}
