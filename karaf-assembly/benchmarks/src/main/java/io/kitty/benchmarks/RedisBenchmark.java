// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.ManyDevices;
import io.kitty.redis.TestServer;
import io.kitty.redis.Upserts;
import java.io.IOException;
import java.util.List;

/** The throughput and the cost of sharing devices through a Redis server. */
final class RedisBenchmark {

  private static final int ROUNDS = 9;
  private static final int READINGS = 21;

  /** The depth of the registry's pipeline: runs of the script, and devices in each. */
  private static final String DEPTH = "2048";

  private RedisBenchmark() {}

  static void run() throws Exception {
    try (TestServer server = TestServer.with()) {
      upserts(server);
    }
    try (TestServer server = TestServer.with()) {
      list(server);
    }
    try (TestServer server = TestServer.with()) {
      many(server);
    }
  }

  private static void upserts(TestServer server) throws Exception {
    double[] plain = new double[ROUNDS];
    double[] changes = new double[ROUNDS];
    double[] sightings = new double[ROUNDS];
    try (Upserts upserts = new Upserts(server.port())) {
      for (int i = -ROUNDS / 3; i < ROUNDS; i++) {
        int slot = Math.max(i, 0); // the first rounds are warm-up and are overwritten
        plain[slot] = upserts.plain();
        changes[slot] = upserts.changes();
        sightings[slot] = upserts.sightings();
      }
    }
    double reference = Report.median(plain);
    rate("plain loop: HSET, SADD, EXPIRE one by one", reference, reference);
    rate("registry, each device changed, with events", Report.median(changes), reference);
    rate("registry, one device in fifty changed", Report.median(sightings), reference);
    double tool = redisBenchmark(server.port());
    if (tool > 0) {
      rate("redis-benchmark, HSET alone, same pipeline", tool, reference);
    } else {
      Report.line("redis-benchmark is not on the path");
    }
  }

  private static void rate(String what, double rate, double reference) {
    Report.line("%-46s %,12.0f/s  %6.1f x reference", what, rate, rate / reference);
  }

  /** Returns the rate of {@code redis-benchmark}; 0 if it is not installed. */
  private static double redisBenchmark(int port) throws InterruptedException {
    List<String> command =
        List.of(
            "redis-benchmark",
            "-p",
            String.valueOf(port),
            "-c",
            "1",
            "-P",
            DEPTH,
            "-n",
            "300000",
            "-r",
            "10000",
            "--csv",
            "hset",
            "device:__rand_int__",
            "id",
            "bambu:01P00A00000001",
            "ip",
            "10.0.0.1",
            "name",
            "Printer 1",
            "kind",
            "bambu",
            "status",
            "IDLE",
            "source",
            "bambu",
            "last_seen",
            "1763622000.000");
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(tool.getInputStream().readAllBytes(), UTF_8);
      tool.waitFor();
      String last = out.strip().lines().reduce("", (first, second) -> second);
      String[] cells = last.replaceFirst("^\"[^\"]*\",", "").replace("\"", "").split(",");
      return Double.parseDouble(cells[0]);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static void list(TestServer server) throws Exception {
    try (DeviceList list = new DeviceList(server)) {
      double plain = DeviceList.median(ROUNDS, list::readPlainly);
      Report.line("SMEMBERS and HGETALL of each device %22.1f ms", plain * 1e3);
      for (DeviceList.Reading reading : DeviceList.Reading.values()) {
        int bytes = list.read(reading);
        double seconds = DeviceList.median(READINGS, () -> list.read(reading));
        Report.line(
            "GET /devices, %-18s %,11d bytes %8.2f ms, %.1f x as fast",
            reading.what(), bytes, seconds * 1e3, plain / seconds);
      }
    }
  }

  private static void many(TestServer server) throws Exception {
    ManyDevices.Result result = ManyDevices.run(server.port());
    Report.line(
        "%,d devices: %.0f bytes each on the server, %.0f bytes each in a hub that reads them",
        result.devices(), result.server(), result.hub());
    Report.line(
        "written to an empty server in %.2f s, read from there by another hub in %.2f s",
        result.written(), result.reconciled());
  }
}
