// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.sharing.SharingSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What upserts cost the server, counted in commands, which no other load on a machine changes. */
class UpsertCostTest {

  private static final int DEVICES = 1000;
  private static final int RUNS = (DEVICES + ScriptBatch.SIZE - 1) / ScriptBatch.SIZE;

  /** A change reads and writes one hash, and tells of it; all else is once a run of the script. */
  @Test
  void aChangeTakesFiveCommandsInTheScript() throws Exception {
    try (TestServer server = TestServer.with();
        Jedis client = server.client()) {
      RedisClientFactory place = server.place("one");
      try (RedisConnection connection = new RedisConnection(place)) {
        connection.open();
        RedisRegistry registry =
            new RedisRegistry(
                connection,
                new SharingSettings(place.keys(), "one", "", TestHub.TTL, 10_000),
                new JsonCodec(),
                id -> Optional.empty());
        registry.save(printers("IDLE"));
        client.configResetStat();
        registry.save(printers("RUNNING"));

        Map<String, Integer> calls = calls(client);
        assertThat(calls.get("evalsha")).isEqualTo(RUNS);
        for (String each : List.of("hgetall", "hset", "pexpire", "xadd", "publish")) {
          assertThat(calls.get(each)).as(each).isEqualTo(DEVICES);
        }
        for (String all : List.of("sadd", "zadd", "time")) {
          assertThat(calls.get(all)).as(all).isLessThanOrEqualTo(RUNS);
        }
        assertThat(calls.values().stream().mapToInt(count -> count).sum())
            .isLessThan(5 * DEVICES + 20 * RUNS);
      }
    }
  }

  private static List<Device> printers(String status) {
    return IntStream.range(0, DEVICES)
        .mapToObj(number -> Sightings.printer(number, status))
        .toList();
  }

  /** Returns the number of calls of each command: {@code cmdstat_hset:calls=12,usec=...}. */
  private static Map<String, Integer> calls(Jedis client) {
    return client
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .collect(
            Collectors.toMap(
                line -> line.substring("cmdstat_".length(), line.indexOf(':')),
                line -> Integer.parseInt(line.replaceAll(".*:calls=(\\d+),.*", "$1"))));
  }
}
