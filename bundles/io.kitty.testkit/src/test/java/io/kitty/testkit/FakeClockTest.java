// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FakeClockTest {

  private final FakeClock clock = new FakeClock();

  @Test
  void movesOnlyWhenAdvanced() {
    assertThat(clock.instant()).isEqualTo(FakeClock.START);

    clock.advance(Duration.ofMillis(1500));
    assertThat(clock.nanos()).isEqualTo(1_500_000_000);
    assertThat(clock.instant()).isEqualTo(FakeClock.START.plusMillis(1500));
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingTheWallTimeKeepsTheMonotonicTime() {
    clock.set(Instant.EPOCH);

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanos()).isZero();
  }
}
