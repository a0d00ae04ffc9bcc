// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Which server is used, and how it is reached. */
final class Server {

  private static final int PORT = 6379;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 8;

  private final HostAndPort place;
  private final DefaultJedisClientConfig client;

  private Server(HostAndPort place, DefaultJedisClientConfig client) {
    this.place = place;
    this.client = client;
  }

  /**
   * Reads a URL.
   *
   * @param hub shown by the server as the client's name
   * @throws IllegalArgumentException if it is none; the message holds nothing of it
   */
  static Server of(String url, String hub) {
    URI uri = parse(url);
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis((int) TIMEOUT.toMillis())
            .socketTimeoutMillis((int) TIMEOUT.toMillis())
            .clientName("kitty-" + hub)
            .database(database(uri));
    String[] user = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    if (user.length == 2) {
      client.user(user[0].isEmpty() ? null : user[0]).password(user[1]);
    }
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    return new Server(new HostAndPort(uri.getHost(), port), client.build());
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      if ("redis".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message would show the whole of it.
    }
    throw new IllegalArgumentException("the url is not like redis://user:password@host:6379/0");
  }

  private static int database(URI uri) {
    String path = uri.getPath().replaceFirst("^/", "");
    if (!path.matches("\\d{0,5}")) {
      throw new IllegalArgumentException("the database in the url is not a number");
    }
    return path.isEmpty() ? 0 : Integer.parseInt(path);
  }

  /** A client, which connects when it is used first. */
  UnifiedJedis open() {
    GenericObjectPoolConfig<redis.clients.jedis.Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setJmxEnabled(false);
    pool.setMaxWait(TIMEOUT);
    return RedisClient.builder().hostAndPort(place).clientConfig(client).poolConfig(pool).build();
  }

  /** The names of what is kept there. */
  Keys keys() {
    return Keys.PLAIN;
  }

  /** What it is called, without secrets. */
  @Override
  public String toString() {
    return "redis://" + place + (client.getDatabase() == 0 ? "" : "/" + client.getDatabase());
  }
}
