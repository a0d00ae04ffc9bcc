// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.Links;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {

  private static final long BEFORE_THE_NEXT = Duration.ofMillis(999).toNanos();
  private static final long NEXT = Duration.ofSeconds(1).toNanos();

  private final AnswerLimit limit = new AnswerLimit();

  private static InetAddress asker(int number) {
    return Links.address("127.0.1." + number);
  }

  private long admitted(InetAddress asker, int times, long now) {
    return IntStream.range(0, times).filter(i -> limit.admits(asker, now)).count();
  }

  @Test
  void oneAskerIsAnsweredAFewTimesASecond() {
    assertThat(admitted(asker(1), 20, 0)).isEqualTo(AnswerLimit.EACH);
    assertThat(admitted(asker(1), 20, BEFORE_THE_NEXT)).isZero();
    assertThat(admitted(asker(2), 1, BEFORE_THE_NEXT)).isEqualTo(1);
    assertThat(admitted(asker(1), 20, NEXT)).isEqualTo(AnswerLimit.EACH);
  }

  @Test
  void allTogetherAreAnsweredNotTooOften() {
    long admitted = IntStream.range(0, 250).mapToLong(i -> admitted(asker(i), 1, 5)).sum();

    assertThat(admitted).isEqualTo(AnswerLimit.ALL);
    assertThat(admitted(asker(251), 1, 5 + NEXT)).isEqualTo(1);
  }
}
