// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HubExecutorsTest {

  @Test
  void queuesTasksWhileWorkersAreBusy() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (HubExecutors threads = new HubExecutors()) {
      for (int i = 0; i < 200; i++) {
        threads
            .workers()
            .execute(
                () -> {
                  started.incrementAndGet();
                  awaitQuietly(release);
                  done.incrementAndGet();
                });
      }
      await().until(() -> started.get() == 64);
      release.countDown();
      await().until(() -> done.get() == 200);
    }
  }

  @Test
  void rejectsTasksOnceClosed() {
    HubExecutors threads = new HubExecutors();
    threads.close();

    assertThatThrownBy(() -> threads.workers().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
