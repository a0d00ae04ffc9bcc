// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.Subnet;
import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourBudgetTest {

  private static final long SECOND = 1_000_000_000;
  private static final int FIRST = Ipv4Ints.number(TestLinks.address("10.7.0.1"));

  private long now = 1;
  private final NeighbourBudget neighbours = neighbours(1024);

  private NeighbourBudget neighbours(int size) {
    NeighbourBudget made = new NeighbourBudget(size, () -> now);
    made.onLink(List.of(Ipv4Network.of(Subnet.parse("10.7.3.3/16"), "eth0")));
    return made;
  }

  private void ask(int from, int to) {
    for (int i = from; i < to; i++) {
      neighbours.recordProbe(FIRST + i);
    }
  }

  private void answer(int from, int to) {
    for (int i = from; i < to; i++) {
      neighbours.answered(FIRST + i);
    }
  }

  @Test
  void silentNeighboursMayTakeHalfOfTheTableForThreeSeconds() {
    assertThat(neighbours.room()).isEqualTo(512);
    ask(0, 500);
    now += SECOND;
    ask(500, 512);
    assertThat(neighbours.room()).isZero();
    assertThat(neighbours.untilRoom()).isEqualTo(2 * SECOND);

    now += 2 * SECOND;
    assertThat(neighbours.room()).isEqualTo(500);
    assertThat(neighbours.untilRoom()).isEqualTo(SECOND);

    now += SECOND;
    assertThat(neighbours.room()).isEqualTo(512);
    assertThat(neighbours.untilRoom()).isZero();
  }

  @Test
  void probingAgainTakesNoMoreRoomAndNoMoreTime() {
    ask(0, 254);
    now += 2 * SECOND;
    assertThat(neighbours.hasEntry(FIRST)).isTrue();
    ask(0, 254);
    assertThat(neighbours.room()).isEqualTo(512 - 254);

    now += SECOND;
    assertThat(neighbours.room()).isEqualTo(512);
    assertThat(neighbours.hasEntry(FIRST)).isFalse();
  }

  @Test
  void answeringHostsMayTakeThreeQuartersOfTheTable() {
    ask(0, 400);
    answer(0, 400);
    assertThat(neighbours.room()).isEqualTo(768 - 400);

    ask(400, 768);
    answer(400, 768);
    assertThat(neighbours.room()).isZero();
    assertThat(neighbours.untilRoom()).isEqualTo(50 * SECOND);

    now += 50 * SECOND;
    assertThat(neighbours.room()).isEqualTo(512);
  }

  @Test
  void anAnswerKeepsTheEntryOfOneThatHadAnsweredBefore() {
    ask(0, 1);
    answer(0, 1);
    now += 49 * SECOND;
    ask(0, 1);
    answer(0, 1);
    now += 2 * SECOND;
    assertThat(neighbours.room()).isEqualTo(512);
    assertThat(neighbours.hasEntry(FIRST)).isTrue();

    now += 48 * SECOND;
    neighbours.room();
    assertThat(neighbours.hasEntry(FIRST)).isFalse();
  }

  @Test
  void hostsBehindRoutersTakeNoEntry() {
    int routed = Ipv4Ints.number(TestLinks.address("10.8.0.1"));
    neighbours.recordProbe(routed);
    neighbours.answered(routed);

    assertThat(neighbours.takesEntry(routed)).isFalse();
    assertThat(neighbours.takesEntry(FIRST)).isTrue();
    assertThat(neighbours.hasEntry(routed)).isFalse();
    assertThat(neighbours.untilRoom()).isZero();
  }

  @Test
  void aLargerTableHasMoreRoom() {
    assertThat(neighbours(8192).room()).isEqualTo(4096);
    assertThat(neighbours(1).room()).isEqualTo(1);
  }

  @Test
  void estimatesTheTimeForSilentHosts() {
    assertThat(neighbours.silentDuration(65_536)).isEqualTo(Duration.ofSeconds(384));
  }

  @Test
  void readsTheWholeSizeOfTheTable() {
    assertThat(NeighbourBudget.systemSize()).isGreaterThan(9);
  }
}
