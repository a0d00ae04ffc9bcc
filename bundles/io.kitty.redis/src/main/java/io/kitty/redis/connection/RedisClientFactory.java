// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.connection;

import io.kitty.redis.script.RedisKeys;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

/** The server, the sentinels that know it, or the cluster: makes clients for it. */
public final class RedisClientFactory {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 8;
  private static final int ATTEMPTS = 3;

  private final RedisUrl address;
  private final String clientName;
  private final @Nullable SSLContext trust;

  /**
   * @param clientName how the server lists this hub's connections
   * @param trust whose certificates are trusted; null: those that this Java trusts
   */
  public RedisClientFactory(RedisUrl address, String clientName, @Nullable SSLContext trust) {
    this.address = address;
    this.clientName = clientName;
    this.trust = trust;
  }

  /** A client. What fails while it is made, or used first, says why it cannot be had. */
  UnifiedJedis open() {
    return switch (address.kind()) {
      case SERVER ->
          RedisClient.builder()
              .hostAndPort(address.hosts().iterator().next())
              .clientConfig(client(true))
              .poolConfig(pool())
              .build();
      case SENTINEL ->
          RedisSentinelClient.builder()
              .masterName(address.master())
              .sentinels(address.hosts())
              .sentinelClientConfig(client(false))
              .clientConfig(client(true))
              .poolConfig(pool())
              .build();
      case CLUSTER ->
          RedisClusterClient.builder()
              .nodes(address.hosts())
              .clientConfig(client(true))
              .poolConfig(pool())
              .maxAttempts(ATTEMPTS)
              .maxTotalRetriesDuration(TIMEOUT)
              .build();
    };
  }

  private DefaultJedisClientConfig client(boolean login) {
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis((int) TIMEOUT.toMillis())
            .socketTimeoutMillis((int) TIMEOUT.toMillis())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .clientName(clientName);
    if (login) {
      client.database(address.database());
      if (!address.user().isEmpty()) {
        client.user(address.user());
      }
      if (!address.password().isEmpty()) {
        client.password(address.password());
      }
    }
    if (address.tls()) {
      // The certificate has to be one for the host that was asked for.
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.ssl(true).sslParameters(parameters);
      if (trust != null) {
        client.sslSocketFactory(trust.getSocketFactory());
      }
    }
    return client.build();
  }

  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setJmxEnabled(false);
    pool.setMaxWait(TIMEOUT);
    return pool;
  }

  /** Whether a client finds the server by itself when another host becomes it. */
  boolean moves() {
    return address.kind() != RedisUrl.Kind.SERVER;
  }

  /** Whether connections are encrypted. */
  boolean tls() {
    return address.tls();
  }

  /** The names of what is kept there. */
  public RedisKeys keys() {
    return address.kind() == RedisUrl.Kind.CLUSTER ? RedisKeys.CLUSTER : RedisKeys.PLAIN;
  }

  /** What it is called, without secrets. */
  @Override
  public String toString() {
    return address.toString();
  }
}
