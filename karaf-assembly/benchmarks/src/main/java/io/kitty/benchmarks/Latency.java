// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

/** Passive latency: from the packet of an announcement to the event on {@code GET /events}. */
final class Latency {

  private static final int ANNOUNCEMENTS = 200;

  private Latency() {}

  static void run() throws Exception {
    long[] bare = Announcer.threadToThread(ANNOUNCEMENTS);
    double reference = Report.quantile(bare, 0.5);
    Report.times("reference: thread to thread", bare, reference);
    try (Announcer devices = new Announcer("latency")) {
      for (Announcement announcement : Announcement.ALL) {
        Report.times(announcement.name(), devices.events(announcement, ANNOUNCEMENTS), reference);
      }
    }
  }
}
