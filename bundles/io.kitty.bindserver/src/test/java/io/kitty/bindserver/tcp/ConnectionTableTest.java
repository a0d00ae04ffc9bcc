// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

  private static final InetAddress ONE = TestLinks.address("192.0.2.1");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.2");

  private final ConnectionTable<String> crowd = new ConnectionTable<>(3, 2);

  @Test
  void whereThereIsRoomNobodyHasToGo() {
    crowd.add("a", ONE);

    assertThat(crowd.inTheWayOf(ONE)).isNull();
    assertThat(crowd.inTheWayOf(OTHER)).isNull();
  }

  @Test
  void oneOfTheSameAddressGoesWhereThatHasTooMany() {
    crowd.add("a", OTHER);
    crowd.add("b", ONE);
    crowd.add("c", ONE);

    assertThat(crowd.inTheWayOf(ONE)).isEqualTo("b");
  }

  @Test
  void theLongestSilentGoesWhereThereAreTooManyInAll() {
    crowd.add("a", ONE);
    crowd.add("b", ONE);
    crowd.add("c", OTHER);
    crowd.heard("a", ONE);

    assertThat(crowd.inTheWayOf(OTHER)).isEqualTo("b");
    assertThat(crowd.longestSilent()).isEqualTo("b");
  }

  @Test
  void whoHasGoneDoesNotComeBackByBeingHeard() {
    crowd.add("a", ONE);
    crowd.remove("a", ONE);
    crowd.heard("a", ONE);

    assertThat(crowd.isEmpty()).isTrue();
    assertThat(crowd.longestSilent()).isNull();
  }
}
