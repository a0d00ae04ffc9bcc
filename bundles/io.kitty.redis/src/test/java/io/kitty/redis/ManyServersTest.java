// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Sentinels and clusters, for those who have outgrown one server. */
class ManyServersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS = 16384;

  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (TestServer server : servers) {
      server.close();
    }
  }

  private TestServer start(String... options) throws Exception {
    TestServer server = TestServer.with(options);
    servers.add(server);
    return server;
  }

  @Test
  void theReplicaThatTakesOverIsFoundBySentinels() throws Exception {
    TestServer first = start();
    TestServer second = start("--replicaof", "127.0.0.1", String.valueOf(first.port()));
    try (Jedis client = second.client()) {
      await().atMost(PATIENCE).until(() -> client.info("replication").contains("link_status:up"));
    }
    TestServer sentinel = TestServer.sentinel(first, "kitty");
    servers.add(sentinel);
    try (Jedis client = new Jedis("127.0.0.1", sentinel.port())) {
      await().atMost(PATIENCE).until(() -> !client.sentinelReplicas("kitty").isEmpty());
    }
    String url = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#kitty";
    try (TestHub hub =
        new TestHub(new RedisClientFactory(RedisUrl.parse(url), "one", null), "one")) {
      hub.registry.save(List.of(Sightings.printer(1, "IDLE")));
      try (Jedis client = second.client()) {
        await().atMost(PATIENCE).until(() -> client.xlen("events") == 2);
      }
      first.kill();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                hub.connection.verify();
                if (!hub.connection.up()) {
                  hub.connection.open();
                }
                return hub.connection.up();
              });
      hub.registry.save(List.of(Sightings.printer(1, "RUNNING")));

      try (Jedis client = second.client()) {
        assertThat(client.hget("device:bambu:S1", "status")).isEqualTo("RUNNING");
        assertThat(client.xlen("events")).isEqualTo(3);
      }
    }
  }

  @Test
  void aClusterHasAllOfItInOneSlot() throws Exception {
    for (int i = 0; i < 3; i++) {
      start("--cluster-enabled", "yes");
    }
    try (Jedis first = servers.get(0).client()) {
      for (int i = 0; i < 3; i++) {
        try (Jedis client = servers.get(i).client()) {
          int third = i;
          client.clusterAddSlots(
              IntStream.range(0, SLOTS).filter(slot -> slot % 3 == third).toArray());
        }
        if (i > 0) {
          first.clusterMeet("127.0.0.1", servers.get(i).port());
        }
      }
    }
    for (TestServer server : servers) {
      try (Jedis client = server.client()) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    client.clusterInfo().contains("cluster_state:ok")
                        && client.clusterInfo().contains("cluster_known_nodes:3"));
      }
    }
    String url = "redis-cluster://127.0.0.1:" + servers.get(0).port();
    RedisClientFactory place = new RedisClientFactory(RedisUrl.parse(url), "one", null);
    try (TestHub one = new TestHub(place, "one");
        TestHub two = new TestHub(place, "two")) {
      one.registry.save(
          IntStream.range(0, 200).mapToObj(i -> Sightings.printer(i, "IDLE")).toList());
      two.registry.save(List.of(Sightings.printer(7, "RUNNING")));
      one.peers.poll();
      two.peers.poll();
      two.lapses.sweep();
      two.lapses.prune();

      assertThat(one.context.relays()).hasSize(1);
      assertThat(two.context.relays()).hasSize(200);
      assertThat(one.registry.load()).hasSize(200);
      String status = one.connection.call(redis -> redis.hget("{kitty}:device:bambu:S7", "status"));
      assertThat(status).isEqualTo("RUNNING");
      long events = one.connection.call(redis -> redis.xlen("{kitty}:events"));
      assertThat(events).isEqualTo(401);
    }
  }
}
