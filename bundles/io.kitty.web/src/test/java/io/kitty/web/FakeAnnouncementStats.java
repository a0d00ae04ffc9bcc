// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;

/** Announcement counters that are not zero until they are reset. */
final class FakeAnnouncementStats implements AnnouncementStats {

  private final String name;
  private volatile long sent = 7;

  FakeAnnouncementStats(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnnouncementMetrics metrics() {
    return new AnnouncementMetrics(sent, 3, 700, 300, 1, 2, 2.5, 4.0);
  }

  @Override
  public void reset() {
    sent = 0;
  }
}
