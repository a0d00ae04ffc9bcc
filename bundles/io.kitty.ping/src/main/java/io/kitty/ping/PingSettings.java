// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of a sweep, in typed units.
 *
 * @param interval from the start of one sweep to the start of the next
 * @param subnets the networks to sweep, as configured; empty for the on-link ones
 * @param rate the maximum packets per second; 0 for no limit
 * @param timeout the maximum time to wait for a reply
 * @param retries how often a silent host is probed again
 * @param largest the prefix length of the largest network that is swept
 * @param dns whether names are looked up
 * @param arp whether the kernel's neighbour table counts for silent hosts
 */
record PingSettings(
    Duration interval,
    List<String> subnets,
    int rate,
    Duration timeout,
    int retries,
    int largest,
    boolean dns,
    boolean arp) {

  /** The rate of TCP connect probes to silent hosts: 250 at once, a second each. */
  private static final int SLOWEST = 250;

  static PingSettings of(PingProvider.Config config) {
    return new PingSettings(
        seconds(config.interval()),
        list(config.subnets()),
        config.rate(),
        seconds(config.timeout()),
        config.retries(),
        config.largest(),
        config.dns(),
        config.arp());
  }

  /**
   * Returns how long a reply holds: two sweeps may miss it, and the third has time to receive it.
   */
  Duration lifetime(Duration sweep) {
    Duration period = sweep.compareTo(interval) > 0 ? sweep : interval;
    return period.multipliedBy(3).plus(timeout);
  }

  /** Returns the expected duration of a sweep that was never run before. */
  Duration estimate(int hosts, int attempts) {
    int slowest = rate > 0 ? Math.min(rate, SLOWEST) : SLOWEST;
    return timeout.multipliedBy(attempts).plusMillis(1000L * hosts * attempts / slowest);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** A cfg file holds a list as one text with commas. */
  private static List<String> list(String... texts) {
    return Arrays.stream(texts)
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
