// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.ping.network.Ipv4Ints;
import io.kitty.testkit.TestLinks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetOrderTest {

  private final Targets targets = Targets.of(List.of("10.0.0.0/22", "192.0.2.4/31"), List.of(), 16);
  private final BitSet known = new BitSet();

  private int host(String address) {
    return targets.hostOf(Ipv4Ints.number(TestLinks.address(address)));
  }

  private TargetOrder order() {
    BitSet all = new BitSet();
    all.set(0, targets.size());
    return new TargetOrder(targets, all, known);
  }

  private List<String> next(TargetOrder order, int count) {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      addresses.add(Ipv4Ints.address(targets.address(order.next())).getHostAddress());
    }
    return addresses;
  }

  @Test
  void startsWithKnownHostsThenFirstAddressesThenTheirBlocks() {
    known.set(host("10.0.2.99"));
    TargetOrder order = order();

    assertThat(next(order, 5))
        .containsExactly("10.0.2.99", "10.0.0.1", "10.0.1.1", "10.0.2.1", "10.0.3.1");
    assertThat(next(order, 3)).containsExactly("10.0.2.0", "10.0.2.2", "10.0.2.3");
  }

  @Test
  void blocksInWhichSomebodyIsTakeTurns() {
    TargetOrder order = order();
    next(order, 4);
    order.found(host("10.0.1.1"));
    order.found(host("10.0.3.1"));

    assertThat(next(order, 4)).containsExactly("10.0.1.0", "10.0.3.0", "10.0.1.2", "10.0.3.2");
  }

  @Test
  void goesOnWithUsualAddressesWhereNobodyIsKnown() {
    assertThat(next(order(), 8))
        .endsWith("10.0.0.254", "10.0.1.254", "10.0.2.254", "10.0.3.254")
        .startsWith("10.0.0.1");
  }

  @Test
  void visitsEachMemberOnce() {
    BitSet members = new BitSet();
    for (int host = 0; host < targets.size(); host += 3) {
      members.set(host);
    }
    known.set(0, 7);
    TargetOrder order = new TargetOrder(targets, members, known);
    order.found(host("10.0.3.7"));
    BitSet visited = new BitSet();
    for (int host = order.next(); host >= 0; host = order.next()) {
      assertThat(visited.get(host)).isFalse();
      visited.set(host);
    }

    assertThat(visited).isEqualTo(members);
    assertThat(order.next()).isEqualTo(-1);
  }
}
