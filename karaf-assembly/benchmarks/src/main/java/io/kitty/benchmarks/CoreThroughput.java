// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The throughput of the hub's components, relative to the method {@code reference} of their class.
 */
public final class CoreThroughput {

  /** The options with which the hub is started: the C1 compiler only, one collector thread. */
  static final String COMPILER = "-XX:TieredStopAtLevel=1";

  static final String COLLECTOR = "-XX:+UseSerialGC";

  private CoreThroughput() {}

  static void run() throws RunnerException {
    Map<String, Double> scores = new TreeMap<>();
    for (RunResult result : results(new OptionsBuilder().include("io\\.kitty\\..*"))) {
      scores.put(name(result.getParams()), score(result));
    }
    scores.forEach(
        (name, score) -> {
          double reference = scores.get(name.replaceFirst("[^. ]+( of .*)?$", "reference$1"));
          Report.line("%-58s %,14.0f/s  %6.3f x reference", name, score, score / reference);
        });
  }

  /**
   * Returns how often a second a method runs with a number of devices, in a process of its own.
   * Takes about six seconds; the rounds of a comparison show how much single figures differ.
   */
  public static double rate(Class<?> benchmark, String method, int devices) throws RunnerException {
    return score(
        results(
                new OptionsBuilder()
                    .include(Pattern.quote(benchmark.getName() + "." + method) + "$")
                    .param("devices", String.valueOf(devices))
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1)))
            .iterator()
            .next());
  }

  private static Collection<RunResult> results(ChainedOptionsBuilder options)
      throws RunnerException {
    return new Runner(options.verbosity(VerboseMode.SILENT).build()).run();
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static String name(BenchmarkParams params) {
    String name = params.getBenchmark().replaceFirst("^io\\.kitty\\.", "");
    String devices = params.getParam("devices");
    return devices == null ? name : name + " of " + devices;
  }
}
