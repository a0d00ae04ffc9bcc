// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hub that is killed again and again, as by power failures, while devices come, change and go.
 */
class KillIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int KILLS = Extent.of(3, 50);

  /** What a kill may cost. */
  private static final int MILLIS = 2000;

  /** So that kills meet the hub at different moments. */
  private static final int SPREAD = 1000;

  @Test
  void nothingIsLostThatIsTwoSecondsOld() throws Exception {
    Assumptions.linux();
    Random random = new Random(20250101);
    List<EventFeed.Event> all = new ArrayList<>();
    try (HubProcess hub = HubProcess.prepare("kill");
        Churn churn = new Churn(hub)) {
      hub.boot("kitty-snapmaker, kitty-store, kitty-web");
      hub.start();
      for (int kill = 1; kill <= KILLS; kill++) {
        List<EventFeed.Event> early = early(hub, churn);
        churn.last(MILLIS + random.nextInt(SPREAD));

        hub.kill();
        hub.start();

        assertThat(Churn.lost(hub, early)).as("lost by kill %d", kill).isEmpty();
        all.addAll(early);
      }
      assertThat(Churn.lost(hub, all)).as("lost by all kills together").isEmpty();
    }
    System.out.printf("fault: killed %d times, none of %d events lost%n", KILLS, all.size());
  }

  /** Has devices come and change, and returns the events about it. */
  private static List<EventFeed.Event> early(HubProcess hub, Churn churn) throws Exception {
    try (EventFeed feed = hub.rest().events()) {
      await("devices that come and change")
          .atMost(SOON)
          .until(
              () -> {
                churn.turn();
                return feed.devices("appeared").size() > 5 && feed.devices("changed").size() > 10;
              });
      return Churn.of(feed);
    }
  }
}
