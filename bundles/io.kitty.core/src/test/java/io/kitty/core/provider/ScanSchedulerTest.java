// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.discovery.DiscoveryContext.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanSchedulerTest {

  private final HubExecutors threads = new HubExecutors();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void end() {
    threads.close();
  }

  private ScanScheduler loop(Duration interval, Scan scan) {
    return new ScanScheduler(scan, interval, threads.timer(), threads.workers(), failures::add);
  }

  private void gated() throws InterruptedException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    rounds.incrementAndGet();
    gate.acquire();
    atOnce.decrementAndGet();
  }

  @Test
  void requestsDuringARoundAreFollowedByOneMore() {
    ScanScheduler loop = loop(Duration.ZERO, this::gated);
    await().until(() -> rounds.get() == 1);
    for (int i = 0; i < 5; i++) {
      loop.request();
    }
    gate.release();
    await().until(() -> rounds.get() == 2);
    gate.release();
    await().until(() -> loop.lastDuration() != null && atOnce.get() == 0);

    assertThat(rounds).hasValue(2);
    loop.request();
    await().until(() -> rounds.get() == 3);
    gate.release();
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void roundsComeInTheirTimeAndNeverTwoAtOnce() {
    ScanScheduler loop = loop(Duration.ofMillis(1), this::gated);
    gate.release(20);
    await().until(() -> rounds.get() >= 20);
    loop.close();
    gate.release(10);

    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void aRoundThatFailsEndsNothing() {
    ScanScheduler loop =
        loop(
            Duration.ZERO,
            () -> {
              rounds.incrementAndGet();
              throw new StackOverflowError("too deep");
            });
    await().until(() -> failures.size() == 1);
    await()
        .until(
            () -> {
              loop.request();
              return rounds.get() >= 3;
            });
    assertThat(failures).allMatch(failure -> failure instanceof StackOverflowError);
  }

  @Test
  void aClosedLoopBeginsNoRound() {
    ScanScheduler loop = loop(Duration.ofMillis(1), this::gated);
    await().until(() -> rounds.get() == 1);
    loop.request();
    loop.close();
    gate.release(100);
    loop.request();
    await().until(() -> atOnce.get() == 0);

    assertThat(rounds).hasValue(1);
  }
}
