// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.RedisUrl;
import io.kitty.redis.sharing.LeaseReaper;
import io.kitty.redis.sharing.SharingSettings;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The registry is there for as long as the server can be written to. */
class RedisSessionTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  /** Does with what is published as the hub does. */
  private static final class Hub implements RedisSession.Publisher {
    volatile @Nullable DeviceRegistry registry;
    volatile String failure = "not started";
    volatile int announcements;
    final FakeContext context = new FakeContext();

    @Override
    public AutoCloseable registry(DeviceRegistry published) {
      registry = published;
      return () -> registry = null;
    }

    @Override
    public AutoCloseable peers(DiscoveryProvider peers) {
      announcements++;
      try {
        peers.start(context);
        failure = "";
      } catch (Exception e) {
        failure = e.getMessage();
      }
      return () -> {};
    }
  }

  private final Hub hub = new Hub();
  private TestServer server;
  private RedisSession sharing;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.with("--appendonly", "yes", "--appendfsync", "always");
  }

  @AfterEach
  void stop() throws Exception {
    sharing.close();
    server.close();
  }

  private void share(String url) {
    RedisClientFactory place = new RedisClientFactory(RedisUrl.parse(url), "kitty-one", null);
    JsonCodec codec = new JsonCodec();
    SharingSettings settings = new SharingSettings(place.keys(), "one", "", TestHub.TTL, 1000);
    RedisConnection connection = new RedisConnection(place);
    sharing =
        new RedisSession(
            connection,
            new RedisRegistry(connection, settings, codec, Optional::of),
            new RedisPeers(connection, settings, codec),
            new LeaseReaper(connection, settings),
            hub);
    sharing.start();
  }

  private void awaitUp() {
    await().atMost(SOON).until(() -> hub.registry != null && hub.failure.isEmpty());
  }

  private void awaitDown(String reason) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(hub.failure).contains(reason);
              assertThat(hub.registry).isNull();
            });
  }

  @Test
  void aServerThatIsNotThereYetIsFoundWhenItComes() throws Exception {
    server.kill();
    share(server.url());
    awaitDown("redis://127.0.0.1:" + server.port() + ": nothing listens there");
    server.start();

    awaitUp();
  }

  @Test
  void aServerThatIsKilledIsNoticedAndFoundAgain() throws Exception {
    share(server.url());
    awaitUp();
    server.kill();
    awaitDown("redis://");
    server.start();

    awaitUp();
  }

  @Test
  void aServerThatDoesNotAnswerHoldsNobodyUp() throws Exception {
    share(server.url());
    awaitUp();
    DeviceRegistry registry = hub.registry;
    server.signal("STOP");
    awaitDown("does not answer within 2 s");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> registry.save(List.of(Sightings.printer(1, "IDLE"))))
        .isInstanceOf(IOException.class);
    server.signal("CONT");

    awaitUp();
  }

  @Test
  void aServerThatIsFullIsToldFromOneThatIsGone() throws Exception {
    try (Jedis client = server.client()) {
      share(server.url());
      awaitUp();
      client.configSet("maxmemory", "1");
      awaitDown("it is out of memory");
      client.configSet("maxmemory", "0");
      awaitUp();
    }
  }

  @Test
  void aReplicaIsNotWrittenTo() throws Exception {
    try (Jedis client = server.client()) {
      share(server.url());
      awaitUp();
      client.replicaof("127.0.0.1", 1);
      awaitDown("it is a read-only replica");
      client.replicaofNoOne();
      awaitUp();
    }
  }

  @Test
  void aWrongPasswordIsSaidOnceAndNotShown() throws Exception {
    try (Jedis client = server.client()) {
      client.configSet("requirepass", "right");
    }
    share("redis://:wrong@127.0.0.1:" + server.port());
    awaitDown("it refuses the user or the password");
    int said = hub.announcements;

    assertThat(hub.failure).doesNotContain("wrong@").doesNotContain(":wrong");
    await()
        .during(Duration.ofSeconds(3))
        .atMost(SOON)
        .until(() -> hub.announcements == said && hub.registry == null);
  }

  @Test
  void dataThatAreLostUnderwayAreNoticed() throws Exception {
    share(server.url());
    awaitUp();
    int said = hub.announcements;
    try (Jedis client = server.client()) {
      client.flushAll();
    }

    await().atMost(SOON).until(() -> hub.announcements > said);
    awaitUp();
  }
}
