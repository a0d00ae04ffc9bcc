// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceFilterTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "eth0", "eth0, wlan*", "*,!lo", " ! lo ,,"})
  void allowsPatternsOfNames(String patterns) {
    assertThat(patterns).matches(InterfaceFilter.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0 wlan0", "!!lo", "lo!"})
  void refusesOtherText(String patterns) {
    assertThat(patterns).doesNotMatch(InterfaceFilter.PATTERN);
  }

  @Test
  void refusesWhatTakesLongToMatch() {
    assertThat("x".repeat(100_000)).doesNotMatch(InterfaceFilter.PATTERN);
    assertThat("x,".repeat(50_000)).doesNotMatch(InterfaceFilter.PATTERN);
    assertThat(" ".repeat(100_000) + "x y").doesNotMatch(InterfaceFilter.PATTERN);
  }
}
