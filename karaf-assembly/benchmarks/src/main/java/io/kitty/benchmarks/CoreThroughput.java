// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The throughput of the hub's components, relative to the method {@code reference} of their class.
 */
final class CoreThroughput {

  /** The options with which the hub is started: the C1 compiler only, one collector thread. */
  static final String COMPILER = "-XX:TieredStopAtLevel=1";

  static final String COLLECTOR = "-XX:+UseSerialGC";

  private CoreThroughput() {}

  static void run() throws RunnerException {
    Map<String, Double> scores = new TreeMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include("io\\.kitty\\..*")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      scores.put(name(result.getParams()), result.getPrimaryResult().getScore());
    }
    scores.forEach(
        (name, score) -> {
          double reference = scores.get(name.replaceFirst("[^. ]+( of .*)?$", "reference$1"));
          Report.line("%-58s %,14.0f/s  %6.3f x reference", name, score, score / reference);
        });
  }

  private static String name(BenchmarkParams params) {
    String name = params.getBenchmark().replaceFirst("^io\\.kitty\\.", "");
    String devices = params.getParam("devices");
    return devices == null ? name : name + " of " + devices;
  }
}
