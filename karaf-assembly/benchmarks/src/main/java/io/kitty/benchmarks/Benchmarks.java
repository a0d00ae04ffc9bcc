// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.benchmarks.multicast.Announcements;
import io.kitty.benchmarks.peers.Peers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the given benchmarks, or all of them, and describes the machine. */
public final class Benchmarks {
  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("latency", Latency::run);
    ALL.put("scan", ThousandResponders::run);
    ALL.put("multicast", Announcements::run);
    ALL.put("process", StartupBenchmark::run);
    ALL.put("throughput", CoreThroughput::run);
    ALL.put("sharing", RedisBenchmark::run);
    ALL.put("peers", Peers::run);
  }

  /** A benchmark, which prints figures. */
  private interface Benchmark {
    void run() throws Exception;
  }

  private Benchmarks() {}

  public static void main(String[] names) throws Exception {
    List<String> wanted = names.length == 0 ? List.copyOf(ALL.keySet()) : List.of(names);
    for (String name : wanted) {
      if (!ALL.containsKey(name)) {
        throw new IllegalArgumentException("benchmark " + name + ": allowed are " + ALL.keySet());
      }
    }
    Report.machine();
    for (String name : wanted) {
      Report.title(name);
      ALL.get(name).run();
    }
  }
}
