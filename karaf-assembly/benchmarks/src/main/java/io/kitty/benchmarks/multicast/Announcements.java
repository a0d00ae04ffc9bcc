// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.multicast;

import io.kitty.benchmarks.Report;

/** Whether the hub counts all announcements, at the required rate and at increasing ones. */
public final class Announcements {

  private Announcements() {}

  public static void run() throws Exception {
    for (boolean timestamps : new boolean[] {false, true}) {
      Report.line(
          "%,d packets of %,d services, %s",
          RisingRates.PACKETS,
          RisingRates.SERVICES,
          timestamps ? "no two alike" : "each says the same again and again");
      try (HubListener hub = new HubListener();
          RisingRates rates = new RisingRates(timestamps)) {
        double held = rates.highest(hub, Announcements::print).sent();
        Report.line("highest rate held without a loss: %,.0f/s", held);
        Report.line("active services: %,d", hub.services());
        Report.line("dropped by the kernel: %,d", hub.kernelDrops());
      }
    }
  }

  private static void print(RisingRates.Step step) {
    Report.line(
        "asked for %,9d/s  sent %,9.0f/s  lost %,7d  %.1f us of a core each",
        step.asked(), step.sent(), step.lost(), step.micros());
  }
}
