// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class KnownMachinesTest {

  private final KnownMachines neighbours = new KnownMachines();

  private static InetAddress address(int number) {
    return TestLinks.address("127.0.1." + number);
  }

  @Test
  void whoAnsweredIsAskedAgain() {
    neighbours.answered(address(1));
    neighbours.answered(address(2));

    assertThat(neighbours.round()).containsExactly(address(1), address(2));
  }

  @Test
  void whoStaysSilentIsAskedNoMore() {
    neighbours.answered(address(1));
    for (int i = 0; i < KnownMachines.PATIENCE; i++) {
      assertThat(neighbours.round()).hasSize(1);
    }

    assertThat(neighbours.round()).isEmpty();
  }

  @Test
  void anAnswerRenewsThePatience() {
    neighbours.answered(address(1));
    for (int i = 0; i < 2 * KnownMachines.PATIENCE; i++) {
      neighbours.round();
      neighbours.answered(address(1));
    }

    assertThat(neighbours.round()).hasSize(1);
  }

  @Test
  void theLongestSilentGivesWayWhereThereAreTooMany() {
    for (int i = 0; i < KnownMachines.MAX; i++) {
      neighbours.answered(address(i));
    }
    neighbours.answered(address(0));
    neighbours.answered(address(200));

    assertThat(neighbours.round())
        .hasSize(KnownMachines.MAX)
        .contains(address(0), address(200))
        .doesNotContain(address(1));
  }
}
