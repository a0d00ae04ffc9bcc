// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

  @Test
  void doublesUpToTheMaximum() {
    assertThat(pauses(5)).containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void startsAgainAfterASuccess() {
    pauses(3);
    backoff.reset();

    assertThat(pauses(2)).containsExactly(1L, 2L);
  }

  private List<Long> pauses(int count) {
    return Stream.generate(backoff::next).limit(count).map(Duration::toSeconds).toList();
  }
}
