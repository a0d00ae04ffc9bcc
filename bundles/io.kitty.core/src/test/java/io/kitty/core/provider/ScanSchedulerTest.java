// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.core.thread.HubExecutors;
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
  private final AtomicInteger concurrent = new AtomicInteger();
  private final AtomicInteger maxConcurrent = new AtomicInteger();
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void end() {
    threads.close();
  }

  private ScanScheduler scheduler(Duration interval, Scan scan) {
    return new ScanScheduler(scan, interval, threads.timer(), threads.workers(), failures::add);
  }

  private void awaitGate() throws InterruptedException {
    maxConcurrent.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
    rounds.incrementAndGet();
    gate.acquire();
    concurrent.decrementAndGet();
  }

  @Test
  void requestsDuringARoundStartOneMore() {
    ScanScheduler scheduler = scheduler(Duration.ZERO, this::awaitGate);
    await().until(() -> rounds.get() == 1);
    for (int i = 0; i < 5; i++) {
      scheduler.request();
    }
    gate.release();
    await().until(() -> rounds.get() == 2);
    gate.release();
    await().until(() -> scheduler.lastDuration() != null && concurrent.get() == 0);

    assertThat(rounds).hasValue(2);
    scheduler.request();
    await().until(() -> rounds.get() == 3);
    gate.release();
    assertThat(maxConcurrent).hasValue(1);
  }

  @Test
  void roundsArePeriodicAndNeverConcurrent() {
    ScanScheduler scheduler = scheduler(Duration.ofMillis(1), this::awaitGate);
    gate.release(20);
    await().until(() -> rounds.get() >= 20);
    scheduler.close();
    gate.release(10);

    assertThat(maxConcurrent).hasValue(1);
  }

  @Test
  void survivesFailingRounds() {
    ScanScheduler scheduler =
        scheduler(
            Duration.ZERO,
            () -> {
              rounds.incrementAndGet();
              throw new StackOverflowError("too deep");
            });
    await().until(() -> failures.size() == 1);
    await()
        .until(
            () -> {
              scheduler.request();
              return rounds.get() >= 3;
            });
    assertThat(failures).allMatch(failure -> failure instanceof StackOverflowError);
  }

  @Test
  void aClosedSchedulerStartsNoRound() {
    ScanScheduler scheduler = scheduler(Duration.ofMillis(1), this::awaitGate);
    await().until(() -> rounds.get() == 1);
    scheduler.request();
    scheduler.close();
    gate.release(100);
    scheduler.request();
    await().until(() -> concurrent.get() == 0);

    assertThat(rounds).hasValue(1);
  }
}
