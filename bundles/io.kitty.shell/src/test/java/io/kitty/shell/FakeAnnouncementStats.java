// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;

/** Announcement counters with packets of 100 bytes. */
class FakeAnnouncementStats implements AnnouncementStats {

  private final String name;
  private final int services;
  long sent;
  long received;

  FakeAnnouncementStats(String name, int services, long sent, long received) {
    this.name = name;
    this.services = services;
    this.sent = sent;
    this.received = received;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnnouncementMetrics metrics() {
    return new AnnouncementMetrics(
        sent, received, 100 * sent, 100 * received, 0, services, 8, (sent + received) / 8.0);
  }

  @Override
  public void reset() {
    sent = 0;
    received = 0;
  }
}
