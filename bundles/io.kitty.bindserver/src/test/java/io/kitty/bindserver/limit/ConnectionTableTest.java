// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

  private static final InetAddress ONE = TestLinks.address("192.0.2.1");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.2");

  private final ConnectionTable<String> connections = new ConnectionTable<>(3, 2);

  @Test
  void evictsNothingBelowTheLimits() {
    connections.add("a", ONE);

    assertThat(connections.toEvictFor(ONE)).isNull();
    assertThat(connections.toEvictFor(OTHER)).isNull();
  }

  @Test
  void evictsFromTheSameAddressAtItsLimit() {
    connections.add("a", OTHER);
    connections.add("b", ONE);
    connections.add("c", ONE);

    assertThat(connections.toEvictFor(ONE)).isEqualTo("b");
  }

  @Test
  void evictsTheLongestIdleAtTheTotalLimit() {
    connections.add("a", ONE);
    connections.add("b", ONE);
    connections.add("c", OTHER);
    connections.touch("a", ONE);

    assertThat(connections.toEvictFor(OTHER)).isEqualTo("b");
    assertThat(connections.longestIdle()).isEqualTo("b");
  }

  @Test
  void touchingARemovedConnectionDoesNotAddIt() {
    connections.add("a", ONE);
    connections.remove("a", ONE);
    connections.touch("a", ONE);

    assertThat(connections.isEmpty()).isTrue();
    assertThat(connections.longestIdle()).isNull();
  }
}
