// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import io.kitty.itests.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk with the hub's data is full, then read-only, and each time usable again. */
class DiskIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The retries of a full disk are up to a minute apart. */
  private static final Duration LATER = Duration.ofMinutes(3);

  private static final int ROUNDS = Extent.of(1, 10);
  private static final int MEGABYTES = 128;

  @Test
  void nothingIsLostWhenTheDiskIsFullOrReadOnly() throws Exception {
    Assumptions.ownMounts();
    HubProcess hub = HubProcess.prepare("disk");
    try (SmallDisk disk = new SmallDisk(hub.data(), MEGABYTES);
        hub;
        Churn churn = new Churn(hub)) {
      hub.boot("kitty-snapmaker, kitty-store, kitty-web");
      hub.under(disk.inside());
      hub.start();
      List<EventFeed.Event> all = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        all.addAll(fullAndBack(hub, disk, churn));
        hub.kill();
        all.addAll(readOnlyAndBack(hub, disk, churn));
        hub.kill();
        hub.start();
        assertThat(Churn.lost(hub, all)).as("lost until round %d", round).isEmpty();
      }
      System.out.printf(
          "fault: disk %d times full and read-only, none of %d events lost%n", ROUNDS, all.size());
    }
  }

  private static List<EventFeed.Event> fullAndBack(HubProcess hub, SmallDisk disk, Churn churn)
      throws Exception {
    try (EventFeed feed = hub.rest().events()) {
      churn.last(1000);
      disk.fill();
      awaitReasons(hub, churn, "store: ", "the history is not kept");
      awaitDiscovery(hub, churn);
      disk.free();
      awaitHealth(hub);
      churn.last(2000);
      return settled(feed, churn);
    }
  }

  private static List<EventFeed.Event> readOnlyAndBack(HubProcess hub, SmallDisk disk, Churn churn)
      throws Exception {
    disk.protect("kitty");
    hub.start();
    try (EventFeed feed = hub.rest().events()) {
      awaitReasons(hub, churn, "store: ", "the history is not kept");
      awaitDiscovery(hub, churn);
      disk.release("kitty");
      awaitHealth(hub);
      return settled(feed, churn);
    }
  }

  /** Returns the events so far, once they are two seconds old. */
  private static List<EventFeed.Event> settled(EventFeed feed, Churn churn) throws Exception {
    List<EventFeed.Event> events = Churn.of(feed);
    assertThat(events).isNotEmpty();
    churn.last(2500);
    return events;
  }

  private static void awaitReasons(HubProcess hub, Churn churn, String... parts) {
    await("the health to say so")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              churn.turn();
              String reasons =
                  String.join("\n", Rest.texts(hub.rest().json("/health").path("reasons")));
              assertThat(reasons).contains(parts);
            });
  }

  private static void awaitDiscovery(HubProcess hub, Churn churn) {
    String newcomer = churn.add();
    await("a new device")
        .atMost(SOON)
        .until(() -> hub.rest().get("/devices/" + newcomer).statusCode() == 200);
  }

  private static void awaitHealth(HubProcess hub) {
    long begin = System.nanoTime();
    await("a healthy hub")
        .atMost(LATER)
        .untilAsserted(
            () -> assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok"));
    System.out.printf(
        "fault: healthy %d ms after the disk%n",
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }
}
