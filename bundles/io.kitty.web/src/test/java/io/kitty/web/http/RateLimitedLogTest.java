// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class RateLimitedLogTest {

  private final AtomicLong clock = new AtomicLong();
  private final List<String> lines = new ArrayList<>();
  private final RateLimitedLog log = new RateLimitedLog(logger(), "Bad things", clock::get);

  @Test
  void atMostOneLineAMinuteHasTheCount() {
    for (int i = 0; i < 1000; i++) {
      log.add("n" + i);
    }
    clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    log.add("early");
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    log.add("late");

    assertThat(lines).containsExactly("Bad things 1 n0", "Bad things 1001 late");
    assertThat(log.sum()).isEqualTo(1002);
  }

  @Test
  void aLongTextIsCut() {
    log.add("x".repeat(1000));

    assertThat(lines.get(0)).hasSizeLessThan(150);
  }

  @Test
  void theLatestEventIsToldForAWhile() {
    assertThat(log.latest()).isEmpty();

    log.add("one");
    log.add("two");
    clock.addAndGet(TimeUnit.SECONDS.toNanos(4));
    assertThat(log.latest()).isEqualTo("two");

    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(log.latest()).isEmpty();
  }

  private Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("warn");
              Object[] parts = (Object[]) arguments[1];
              lines.add(String.join(" ", Arrays.stream(parts).map(String::valueOf).toList()));
              return null;
            });
  }
}
