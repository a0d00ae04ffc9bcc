// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.contract.PayloadFuzzer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Parses damaged beacons; the system property {@code kitty.mutations} sets how many, for instance
 * {@code -Dkitty.mutations=1000000}.
 */
class FuzzTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);
  private static final String SERVICE = "_woot._tcp.local.";

  @Test
  void noDatagramBreaksTheParser() {
    List<byte[]> samples =
        List.of("|1337|barn|UP", "|65535|shed|ALIVE|more", "|1|byre|DOWN\n").stream()
            .map(text -> (SERVICE + text).getBytes(StandardCharsets.US_ASCII))
            .toList();
    PayloadFuzzer mutator = new PayloadFuzzer(7, samples);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      if (Beacon.parse(mutator.next(), SERVICE).isPresent()) {
        read++;
      }
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }
}
