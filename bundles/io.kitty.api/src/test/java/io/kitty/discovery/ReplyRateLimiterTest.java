// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyRateLimiterTest {

  private static final long BEFORE_THE_NEXT = Duration.ofMillis(999).toNanos();
  private static final long NEXT = Duration.ofSeconds(1).toNanos();

  private static final int EACH = 5;
  private static final int ALL = 100;

  private long time;
  private final ReplyRateLimiter limit = new ReplyRateLimiter(EACH, ALL, () -> time);

  private static InetAddress asker(int number) {
    return Subnet.parse("127.0.1." + number).address();
  }

  private long admitted(InetAddress asker, int times, long now) {
    time = now;
    return IntStream.range(0, times).filter(i -> limit.admits(asker)).count();
  }

  @Test
  void oneAskerIsAnsweredAFewTimesASecond() {
    assertThat(admitted(asker(1), 20, 0)).isEqualTo(EACH);
    assertThat(admitted(asker(1), 20, BEFORE_THE_NEXT)).isZero();
    assertThat(admitted(asker(2), 1, BEFORE_THE_NEXT)).isEqualTo(1);
    assertThat(admitted(asker(1), 20, NEXT)).isEqualTo(EACH);
  }

  @Test
  void allTogetherAreAnsweredNotTooOften() {
    long admitted = IntStream.range(0, 250).mapToLong(i -> admitted(asker(i), 1, 5)).sum();

    assertThat(admitted).isEqualTo(ALL);
    assertThat(admitted(asker(251), 1, 5 + NEXT)).isEqualTo(1);
  }
}
