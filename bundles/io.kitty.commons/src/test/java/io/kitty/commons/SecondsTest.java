// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecondsTest {

  @Test
  void roundsToMilliseconds() {
    assertThat(Seconds.toDuration(1.5)).isEqualTo(Duration.ofMillis(1500));
    assertThat(Seconds.toDuration(0.0004)).isZero();
    assertThat(Seconds.toDuration(0.0006)).isEqualTo(Duration.ofMillis(1));
  }
}
