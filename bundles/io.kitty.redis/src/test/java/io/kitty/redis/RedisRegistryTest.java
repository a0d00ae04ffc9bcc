// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.hub.DeviceCodec;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.sharing.SharingSettings;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.contract.RegistryContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.Jedis;

class RedisRegistryTest extends RegistryContract {

  private static TestServer server;
  private RedisConnection connection;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.with();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void empty() {
    try (Jedis client = server.client()) {
      client.flushAll();
    }
  }

  @Override
  protected DeviceRegistry open(DeviceCodec with) {
    RedisClientFactory place = server.place("one");
    SharingSettings settings = new SharingSettings(place.keys(), "one", "", TestHub.TTL, 1000);
    connection = new RedisConnection(place);
    connection.open();
    return new RedisRegistry(connection, settings, with, id -> Optional.empty());
  }

  @Override
  protected void close(DeviceRegistry open) {
    connection.close();
  }
}
