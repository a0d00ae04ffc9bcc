// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {

  private static final long MILLISECOND = 1_000_000;
  private static final long BOUND = 3000 * MILLISECOND;

  private final RttEstimator roundTrip = new RttEstimator();

  @Test
  void usesTheBoundWithoutSamples() {
    assertThat(roundTrip.timeout(BOUND, 0)).isEqualTo(BOUND);
    assertThat(roundTrip.timeout(BOUND, 3)).isEqualTo(BOUND);
  }

  @Test
  void theFirstSampleCountsThreefold() {
    roundTrip.sample(300 * MILLISECOND);

    assertThat(roundTrip.timeout(BOUND, 0)).isEqualTo(900 * MILLISECOND);
  }

  @Test
  void steadyRoundTripsNarrowTheTimeoutDownToTheirMean() {
    for (int i = 0; i < 100; i++) {
      roundTrip.sample(400 * MILLISECOND);
    }

    assertThat(roundTrip.timeout(BOUND, 0)).isBetween(400 * MILLISECOND, 410 * MILLISECOND);
  }

  @Test
  void neverFallsBelowTheMinimum() {
    roundTrip.sample(MILLISECOND / 10);

    assertThat(roundTrip.timeout(BOUND, 0)).isEqualTo(RttEstimator.MIN_TIMEOUT);
    assertThat(roundTrip.timeout(50 * MILLISECOND, 0)).isEqualTo(50 * MILLISECOND);
  }

  @Test
  void eachRepetitionDoublesItUpToTheBound() {
    roundTrip.sample(300 * MILLISECOND);

    assertThat(roundTrip.timeout(BOUND, 1)).isEqualTo(1800 * MILLISECOND);
    assertThat(roundTrip.timeout(BOUND, 2)).isEqualTo(BOUND);
  }

  @Test
  void slowerRoundTripsWidenItAgain() {
    roundTrip.sample(MILLISECOND);
    for (int i = 0; i < 5; i++) {
      roundTrip.sample(500 * MILLISECOND);
    }

    assertThat(roundTrip.timeout(BOUND, 0)).isGreaterThan(600 * MILLISECOND);
  }
}
