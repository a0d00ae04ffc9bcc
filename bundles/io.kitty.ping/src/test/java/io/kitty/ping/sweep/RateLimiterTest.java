// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final long SECOND = 1_000_000_000;

  private long now;

  @Test
  void withoutALimitEverythingIsAvailable() {
    RateLimiter limiter = new RateLimiter(0, () -> now);
    limiter.spend(1_000_000);

    assertThat(limiter.available()).isEqualTo(Integer.MAX_VALUE);
    assertThat(limiter.untilNext()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000, 65_000, 1_000_000})
  void releasesTheRateInSmallBursts(int rate) {
    RateLimiter limiter = new RateLimiter(rate, () -> now);
    long seconds = rate < 100 ? 100 : 3;
    List<Integer> bursts = new ArrayList<>();
    while (now < seconds * SECOND) {
      int some = limiter.available();
      if (some > 0) {
        bursts.add(some);
        limiter.spend(some);
      }
      now += Math.max(1, limiter.untilNext());
    }

    long total = bursts.stream().mapToLong(Integer::longValue).sum();
    assertThat(total).isBetween(seconds * rate - rate / 50 - 2, seconds * rate + rate / 50 + 2);
    assertThat(bursts).allMatch(burst -> burst <= Math.max(1, rate / 100));
  }

  @Test
  void accumulatesAtMostTwoBursts() {
    RateLimiter limiter = new RateLimiter(1000, () -> now);
    Random random = new Random(1);
    long total = 0;
    while (now < 10 * SECOND) {
      total += limiter.available();
      limiter.spend(limiter.available());
      now += limiter.untilNext() + random.nextInt(5_000_000);
    }
    assertThat(total).isBetween(9_900L, 10_020L);

    now += 100 * SECOND;
    assertThat(limiter.available()).isEqualTo(20);
  }
}
