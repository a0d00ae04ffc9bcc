// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.itests.HubProcess;
import io.kitty.redis.ManyDevices;
import io.kitty.redis.TestServer;
import io.kitty.redis.Upserts;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The throughput and the cost of sharing devices through a Redis server. */
final class RedisBenchmark {

  private static final int LISTED = 10_000;

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
    Upserts.Result result = Upserts.run(server.port());
    rate("plain loop: HSET, SADD, EXPIRE one by one", result.plain(), result.plain());
    rate("registry, each device changed, with events", result.changes(), result.plain());
    rate("registry, one device in fifty changed", result.sightings(), result.plain());
    double tool = redisBenchmark(server.port());
    if (tool > 0) {
      rate("redis-benchmark, HSET alone, same pipeline", tool, result.plain());
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
    ManyDevices.fill(server.port(), LISTED);
    try (HubProcess hub = HubProcess.prepare("sharing")) {
      hub.start(Map.of("REDIS_URL", server.url(), "ENABLE_PING", "0"));
      Await.until(
          "the devices", System.nanoTime(), () -> hub.rest().json("/devices").size() >= LISTED);
      DeviceList.run(hub.httpPort(), () -> ManyDevices.readPlainly(server.port()));
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
