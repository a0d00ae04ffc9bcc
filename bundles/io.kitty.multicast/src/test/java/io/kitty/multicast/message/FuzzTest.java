// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.contract.PayloadFuzzer;
import org.junit.jupiter.api.Test;

/**
 * Parses damaged messages; the system property {@code kitty.mutations} sets how many, for instance
 * {@code -Dkitty.mutations=1000000}.
 */
class FuzzTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);

  @Test
  void noDatagramBreaksTheParser() {
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
