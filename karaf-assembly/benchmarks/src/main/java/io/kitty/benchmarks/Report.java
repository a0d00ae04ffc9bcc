// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The printed report. */
public final class Report {
  private Report() {}

  /** Prints the version of the hub and a description of the machine. */
  public static void machine() {
    line(
        "Kitty Discovery %s, %d cores, Java %s (%s), %s %s",
        System.getProperty("kitty.version", "of unknown version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("java.vm.name"),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  public static void title(String name) {
    line("%n== %s", name);
  }

  public static void line(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  /** Prints the distribution of some times, and their median as a multiple of the reference's. */
  public static void times(String what, long[] nanos, double reference) {
    line(
        "%-34s n=%d  median %7.3f ms  p99 %7.3f ms  max %7.3f ms  %6.1f x reference",
        what,
        nanos.length,
        quantile(nanos, 0.5) / 1e6,
        quantile(nanos, 0.99) / 1e6,
        quantile(nanos, 1) / 1e6,
        quantile(nanos, 0.5) / reference);
  }

  /** Returns the median and the 99th percentile in milliseconds. */
  public static double[] medianAndP99(long[] nanos) {
    return new double[] {quantile(nanos, 0.5) / 1e6, quantile(nanos, 0.99) / 1e6};
  }

  /** Returns a percentile. */
  public static double quantile(long[] values, double share) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Returns the median. */
  public static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** Returns a percentile. */
  public static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
