// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.throughput;

import io.kitty.benchmarks.DeviceList;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.redis.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reading 10,000 devices: by HTTP from a hub, in each of the ways of {@link DeviceList.Reading},
 * and one by one from the Redis server from which the hub has them.
 */
public final class DeviceListReads implements PeerRow {

  private static final int READINGS = 21;
  private static final int PLAIN_READINGS = 3;

  private @Nullable TestServer server;
  private @Nullable DeviceList list;

  @Override
  public List<String> figures() {
    return Arrays.stream(DeviceList.Reading.values()).map(each -> each.what() + " ms").toList();
  }

  @Override
  public String work() {
    return "GET /devices of 10,000";
  }

  @Override
  public String peer() throws Exception {
    return RedisUpserts.redis() + ", SMEMBERS, HGETALL";
  }

  @Override
  public void prepare() throws Exception {
    server = TestServer.with();
    list = new DeviceList(server);
    ours();
    theirs();
  }

  @Override
  public double[] ours() throws Exception {
    DeviceList devices = list();
    double[] figures = new double[DeviceList.Reading.values().length];
    for (DeviceList.Reading each : DeviceList.Reading.values()) {
      figures[each.ordinal()] = 1e3 * DeviceList.median(READINGS, () -> devices.read(each));
    }
    return figures;
  }

  @Override
  public double[] theirs() throws Exception {
    double[] figures = new double[DeviceList.Reading.values().length];
    Arrays.fill(figures, 1e3 * DeviceList.median(PLAIN_READINGS, list()::readPlainly));
    return figures;
  }

  private DeviceList list() {
    return Objects.requireNonNull(list, "it was not prepared");
  }

  @Override
  public void close() throws Exception {
    if (list != null) {
      list.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
