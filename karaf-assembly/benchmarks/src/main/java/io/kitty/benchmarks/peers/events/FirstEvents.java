// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.events;

import io.kitty.benchmarks.Announcement;
import io.kitty.benchmarks.Announcer;
import io.kitty.benchmarks.Report;
import io.kitty.benchmarks.peers.PeerRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the packet by which a device announces itself to the server-sent event. No other program
 * reads these announcements, so what it is compared with is a datagram from one thread to another.
 * Before the first round, the hub has heard two rounds of other devices.
 */
public final class FirstEvents implements PeerRow {

  private static final int ROUND = 200;

  private final Announcement announcement;
  private @Nullable Announcer devices;

  private FirstEvents(Announcement announcement) {
    this.announcement = announcement;
  }

  public static PeerRow ssdp() {
    return new FirstEvents(Announcement.SSDP);
  }

  public static PeerRow bambu() {
    return new FirstEvents(Announcement.BAMBU_BROADCAST);
  }

  public static PeerRow beacon() {
    return new FirstEvents(Announcement.BEACON);
  }

  @Override
  public List<String> figures() {
    return List.of("median ms", "p99 ms");
  }

  @Override
  public String work() {
    return announcement.name() + ", to its event";
  }

  @Override
  public String peer() {
    return "thread to thread";
  }

  @Override
  public void prepare() throws Exception {
    devices = new Announcer("peers");
    for (int i = 0; i < 2; i++) {
      ours();
      theirs();
    }
  }

  @Override
  public double[] ours() throws Exception {
    Announcer machines = PeerRow.prepared(devices);
    return Report.medianAndP99(machines.events(announcement, ROUND));
  }

  @Override
  public double[] theirs() throws Exception {
    return Report.medianAndP99(Announcer.threadToThread(ROUND));
  }

  @Override
  public void close() throws Exception {
    if (devices != null) {
      devices.close();
    }
  }
}
