// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs tasks when a test advances its clock. */
final class FakeTimer implements DeliveryTimer {

  private record Task(Instant at, long number, Runnable work) {}

  private final FakeClock clock;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
  private long number;

  FakeTimer(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void run(Duration pause, Runnable task) {
    tasks.add(new Task(clock.instant().plus(pause), number++, task));
  }

  /** Advances the clock from task to task. */
  void advance(Duration time) {
    Instant end = clock.instant().plus(time);
    for (Task next = take(end); next != null; next = take(end)) {
      Duration step = Duration.between(clock.instant(), next.at());
      clock.advance(step.isNegative() ? Duration.ZERO : step);
      next.work().run();
    }
    clock.advance(Duration.between(clock.instant(), end));
  }

  private synchronized Task take(Instant end) {
    Task next = tasks.peek();
    return next == null || next.at().isAfter(end) ? null : tasks.poll();
  }

  @Override
  public void close() {
    tasks.clear();
  }
}
