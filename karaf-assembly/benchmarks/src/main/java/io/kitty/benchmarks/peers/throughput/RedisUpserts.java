// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.throughput;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.redis.TestServer;
import io.kitty.redis.Upserts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time for each device that has changed, on one Redis server: the registry, which also tells
 * each change, and a loop that writes one device at a time.
 */
public final class RedisUpserts implements PeerRow {

  private static final int WARM_UP = 10;

  private @Nullable TestServer server;
  private @Nullable Upserts upserts;

  @Override
  public List<String> figures() {
    return List.of("us");
  }

  @Override
  public String work() {
    return "Redis, each device changed, with its event";
  }

  @Override
  public String peer() throws Exception {
    return redis() + ", HSET, SADD, EXPIRE";
  }

  /** Returns the version of the Redis server that Maven brings along. */
  static String redis() throws Exception {
    try (TestServer server = TestServer.with()) {
      return "redis-server " + server.version();
    }
  }

  @Override
  public void prepare() throws Exception {
    server = TestServer.with();
    upserts = new Upserts(server.port());
    for (int i = 0; i < WARM_UP; i++) {
      ours();
      theirs();
    }
  }

  @Override
  public double[] ours() throws Exception {
    return new double[] {1e6 / upserts().changes()};
  }

  @Override
  public double[] theirs() {
    return new double[] {1e6 / upserts().plain()};
  }

  private Upserts upserts() {
    return PeerRow.prepared(upserts);
  }

  @Override
  public void close() throws Exception {
    Closing.all(upserts, server);
  }
}
