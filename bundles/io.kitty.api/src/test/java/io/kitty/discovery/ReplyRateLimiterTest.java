// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyRateLimiterTest {

  private static final long BEFORE_NEXT_SECOND = Duration.ofMillis(999).toNanos();
  private static final long NEXT_SECOND = Duration.ofSeconds(1).toNanos();

  private static final int PER_SOURCE = 5;
  private static final int IN_TOTAL = 100;

  private long time;
  private final ReplyRateLimiter limit = new ReplyRateLimiter(PER_SOURCE, IN_TOTAL, () -> time);

  private static InetAddress source(int number) {
    return Subnet.parse("127.0.1." + number).address();
  }

  private long admitted(InetAddress source, int times, long now) {
    time = now;
    return IntStream.range(0, times).filter(i -> limit.admits(source)).count();
  }

  @Test
  void limitsRepliesPerSource() {
    assertThat(admitted(source(1), 20, 0)).isEqualTo(PER_SOURCE);
    assertThat(admitted(source(1), 20, BEFORE_NEXT_SECOND)).isZero();
    assertThat(admitted(source(2), 1, BEFORE_NEXT_SECOND)).isEqualTo(1);
    assertThat(admitted(source(1), 20, NEXT_SECOND)).isEqualTo(PER_SOURCE);
  }

  @Test
  void limitsRepliesInTotal() {
    long admitted = IntStream.range(0, 250).mapToLong(i -> admitted(source(i), 1, 5)).sum();

    assertThat(admitted).isEqualTo(IN_TOTAL);
    assertThat(admitted(source(251), 1, 5 + NEXT_SECOND)).isEqualTo(1);
  }
}
