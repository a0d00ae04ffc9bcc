// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.PayloadFuzzer;
import org.junit.jupiter.api.Test;

/** Feeds the reader with damaged messages; {@code -Dkitty.mutations=1000000} for so many. */
class FuzzTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);

  @Test
  void noDatagramHarmsTheReader() {
    PayloadFuzzer mutator = new PayloadFuzzer(7, Samples.all());
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      if (AnnouncementMessage.read(mutator.next()).isPresent()) {
        read++;
      }
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }
}
