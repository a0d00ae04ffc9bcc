// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.throughput;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.DeviceList;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.redis.TestServer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reading 10,000 devices by HTTP from a hub. The whole list is compared with reading them one by
 * one from the Redis server from which the hub has them; the other ways to read it are compared
 * with the whole list.
 */
public final class DeviceListReads implements PeerRow {

  private static final int READINGS = 21;
  private static final int PLAIN_READINGS = 3;

  private final String work;
  private final List<DeviceList.Reading> readings;
  private final boolean besideRedis;
  private @Nullable TestServer server;
  private @Nullable DeviceList list;

  private DeviceListReads(String work, boolean besideRedis, DeviceList.Reading... readings) {
    this.work = work;
    this.besideRedis = besideRedis;
    this.readings = List.of(readings);
  }

  public static PeerRow whole() {
    return new DeviceListReads("GET /devices of 10,000", true, DeviceList.Reading.WHOLE);
  }

  public static PeerRow less() {
    return new DeviceListReads(
        "GET /devices of 10,000, less than the whole list",
        false,
        DeviceList.Reading.PACKED,
        DeviceList.Reading.UNCHANGED,
        DeviceList.Reading.SEARCHED);
  }

  @Override
  public List<String> figures() {
    return readings.stream().map(each -> each.what() + " ms").toList();
  }

  @Override
  public String work() {
    return work;
  }

  @Override
  public String peer() throws Exception {
    return besideRedis ? RedisUpserts.redis() + ", SMEMBERS, HGETALL" : "the whole list";
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
    double[] figures = new double[readings.size()];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = milliseconds(readings.get(i));
    }
    return figures;
  }

  @Override
  public double[] theirs() throws Exception {
    double[] figures = new double[readings.size()];
    Arrays.fill(
        figures,
        besideRedis
            ? 1e3 * DeviceList.median(PLAIN_READINGS, list()::readPlainly)
            : milliseconds(DeviceList.Reading.WHOLE));
    return figures;
  }

  private double milliseconds(DeviceList.Reading reading) throws Exception {
    DeviceList devices = list();
    return 1e3 * DeviceList.median(READINGS, () -> devices.read(reading));
  }

  private DeviceList list() {
    return PeerRow.prepared(list);
  }

  @Override
  public void close() throws Exception {
    Closing.all(list, server);
  }
}
