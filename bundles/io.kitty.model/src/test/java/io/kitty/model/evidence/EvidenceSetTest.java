// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceSetTest {

  private static final Source SOURCE = new Source("ssdp", "device", "ssdp", Authority.GENERAL);

  /** It does what a linked hash set does, with few elements and with many. */
  @Test
  void isASetInTheOrderOfArrival() {
    List<TrackedEvidence> all = IntStream.range(0, 20).mapToObj(EvidenceSetTest::entry).toList();
    Random random = new Random(7);
    Set<TrackedEvidence> set = new EvidenceSet();
    Set<TrackedEvidence> expected = new LinkedHashSet<>();
    for (int i = 0; i < 1000; i++) {
      TrackedEvidence entry = all.get(random.nextInt(i < 500 ? 8 : 20));
      if (random.nextBoolean()) {
        assertThat(set.add(entry)).isEqualTo(expected.add(entry));
      } else {
        assertThat(set.remove(entry)).isEqualTo(expected.remove(entry));
      }
      assertThat(set).containsExactlyElementsOf(expected).hasSize(expected.size());
      assertThat(set.contains(entry)).isEqualTo(expected.contains(entry));
    }
  }

  private static TrackedEvidence entry(int number) {
    Endpoint endpoint = new Endpoint(InetAddress.getLoopbackAddress(), "lo");
    Sighting sighting = Sighting.of("key " + number, endpoint, Duration.ofMinutes(1)).build();
    Timestamp now = new Timestamp(0, Instant.EPOCH);
    return new TrackedEvidence(
        new SightingKey("ssdp", sighting.key()),
        EvidenceStates.first(SOURCE, sighting, null, now),
        Set.of(),
        now.wall(),
        0);
  }
}
