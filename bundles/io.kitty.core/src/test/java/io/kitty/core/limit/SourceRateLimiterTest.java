// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceRateLimiterTest {

  private final FakeClock clock = new FakeClock();
  private final SourceRateLimiter limit = new SourceRateLimiter(3, clock::nanos);
  private final InetAddress busy = TestLinks.address("192.0.2.5");
  private final InetAddress quiet = TestLinks.address("192.0.2.6");

  @Test
  void limitsEachSenderSeparately() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.admits(busy)).isTrue();
    }

    assertThat(limit.admits(busy)).isFalse();
    assertThat(limit.admits(quiet)).isTrue();
  }

  @Test
  void resetsEverySecond() {
    for (int i = 0; i < 10; i++) {
      limit.admits(busy);
    }
    clock.advance(Duration.ofMillis(999));
    assertThat(limit.admits(busy)).isFalse();
    clock.advance(Duration.ofMillis(2));
    assertThat(limit.admits(busy)).isTrue();
  }
}
