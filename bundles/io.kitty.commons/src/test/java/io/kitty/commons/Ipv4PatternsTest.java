// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4PatternsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.9", "255.255.255.255", "10.01.0.199"})
  void matchesAddresses(String text) {
    assertThat(text).matches(Ipv4Patterns.ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.260", "1.2.3.", "a.b.c.d"})
  void matchesNothingElse(String text) {
    assertThat(text).doesNotMatch(Ipv4Patterns.ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.1", "229.1.1.1", "239.255.255.255"})
  void matchesGroups(String text) {
    assertThat(text).matches(Ipv4Patterns.GROUP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"223.1.1.1", "240.1.1.1", "239.1.1", "239.1.1.256"})
  void matchesNoOtherAddressesAsGroups(String text) {
    assertThat(text).doesNotMatch(Ipv4Patterns.GROUP);
  }
}
