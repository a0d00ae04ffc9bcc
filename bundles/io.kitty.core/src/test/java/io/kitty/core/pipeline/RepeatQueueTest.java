// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatQueueTest {

  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);
  private static final Source OTHER = new Source("other", "host", "host", Authority.REACHABILITY);
  private static final Sighting SIGHTING =
      Sighting.of(
              "192.0.2.7", new Endpoint(TestLinks.address("192.0.2.7"), ""), Duration.ofMinutes(1))
          .build();

  private long now = 1;
  private final RepeatQueue queue = new RepeatQueue(() -> now);
  private final List<String> taken = new ArrayList<>();

  private boolean poll() {
    return queue.poll((source, sightings) -> taken.add(source.id() + " " + sightings.size()));
  }

  private static List<Sighting> sightings(int count) {
    return Collections.nCopies(count, SIGHTING);
  }

  @Test
  void passesBatchesOnInOrder() {
    assertThat(queue.add(PING, sightings(2))).isTrue();
    assertThat(queue.add(OTHER, sightings(3))).isTrue();

    assertThat(poll()).isTrue();
    assertThat(poll()).isTrue();
    assertThat(poll()).isFalse();
    assertThat(taken).containsExactly("ping 2", "other 3");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void isBoundedBySightings() {
    assertThat(queue.add(PING, sightings(RepeatQueue.MAX))).isTrue();
    assertThat(queue.add(PING, sightings(1))).isFalse();
    poll();
    assertThat(queue.add(PING, sightings(RepeatQueue.MAX))).isTrue();
  }

  @Test
  void dropsWhatIsStale() {
    queue.add(PING, sightings(RepeatQueue.MAX));
    now += SightingQueue.MAX_AGE + 1;
    queue.add(OTHER, List.of());

    assertThat(poll()).isTrue();
    assertThat(taken).containsExactly("other 0");
    assertThat(queue.add(PING, sightings(RepeatQueue.MAX))).isTrue();
  }

  @Test
  void clearsWhatAStoppedProtocolReported() {
    queue.add(PING, sightings(RepeatQueue.MAX - 1));
    queue.add(OTHER, sightings(1));
    queue.clear("ping");

    assertThat(queue.add(OTHER, sightings(RepeatQueue.MAX - 1))).isTrue();
    poll();
    assertThat(taken).containsExactly("other 1");
  }
}
