// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.identifier.DeviceId;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.sharing.LeaseReaper;
import io.kitty.redis.sharing.SharingSettings;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a hub has of Redis, without the hub. */
final class TestHub implements AutoCloseable {

  static final long TTL = 60_000;

  final SharingSettings settings;
  final RedisConnection connection;
  final RedisRegistry registry;
  final RedisPeers peers;
  final LeaseReaper lapses;
  final FakeContext context = new FakeContext();
  final Map<DeviceId, DeviceId> successors = new HashMap<>();

  TestHub(TestServer server, String name) throws IOException {
    this(server.place(name), name, TTL, "");
  }

  TestHub(RedisClientFactory place, String name) throws IOException {
    this(place, name, TTL, "");
  }

  TestHub(TestServer server, String name, long ttl, String site) throws IOException {
    this(server.place(name), name, ttl, site);
  }

  private TestHub(RedisClientFactory place, String name, long ttl, String site) throws IOException {
    JsonCodec codec = new JsonCodec();
    settings = new SharingSettings(place.keys(), name, site, ttl, 10_000);
    connection = new RedisConnection(place);
    registry =
        new RedisRegistry(
            connection, settings, codec, id -> Optional.of(successors.getOrDefault(id, id)));
    peers = new RedisPeers(connection, settings, codec);
    lapses = new LeaseReaper(connection, settings);
    connection.open();
    peers.start(context);
  }

  /** Connects anew. */
  void reconnect() throws IOException {
    connection.open();
    lapses.sweep();
    registry.repair().restore();
    peers.reconcile();
  }

  @Override
  public void close() {
    connection.close();
  }
}
