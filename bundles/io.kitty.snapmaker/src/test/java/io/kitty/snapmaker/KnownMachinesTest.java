// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class KnownMachinesTest {

  private final KnownMachines machines = new KnownMachines();

  private static InetAddress address(int number) {
    return TestLinks.address("127.0.1." + number);
  }

  @Test
  void queriesAMachineThatReplied() {
    machines.replied(address(1));
    machines.replied(address(2));

    assertThat(machines.startRound()).containsExactly(address(1), address(2));
  }

  @Test
  void dropsASilentMachine() {
    machines.replied(address(1));
    for (int i = 0; i < KnownMachines.MAX_SILENT_ROUNDS; i++) {
      assertThat(machines.startRound()).hasSize(1);
    }

    assertThat(machines.startRound()).isEmpty();
  }

  @Test
  void aReplyResetsTheSilentRounds() {
    machines.replied(address(1));
    for (int i = 0; i < 2 * KnownMachines.MAX_SILENT_ROUNDS; i++) {
      machines.startRound();
      machines.replied(address(1));
    }

    assertThat(machines.startRound()).hasSize(1);
  }

  @Test
  void evictsTheLongestSilent() {
    for (int i = 0; i < KnownMachines.MAX_MACHINES; i++) {
      machines.replied(address(i));
    }
    machines.replied(address(0));
    machines.replied(address(200));

    assertThat(machines.startRound())
        .hasSize(KnownMachines.MAX_MACHINES)
        .contains(address(0), address(200))
        .doesNotContain(address(1));
  }
}
