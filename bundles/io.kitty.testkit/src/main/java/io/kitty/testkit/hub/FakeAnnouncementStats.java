// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;

/** Announcement counters that a test sets. Thread-safe. */
public final class FakeAnnouncementStats implements AnnouncementStats {

  private final String name;
  private volatile AnnouncementMetrics metrics;

  /** Creates counters with these values. */
  public FakeAnnouncementStats(String name, AnnouncementMetrics metrics) {
    this.name = name;
    this.metrics = metrics;
  }

  /** Creates the counters of packets of 100 bytes in eight seconds, without errors. */
  public FakeAnnouncementStats(String name, int services, long sent, long received) {
    this(
        name,
        new AnnouncementMetrics(
            sent, received, 100 * sent, 100 * received, 0, services, 8, (sent + received) / 8.0));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnnouncementMetrics metrics() {
    return metrics;
  }

  @Override
  public void reset() {
    metrics = new AnnouncementMetrics(0, 0, 0, 0, 0, metrics.activeServices(), 0, 0);
  }
}
