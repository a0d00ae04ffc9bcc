// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DelayedTasksTest {

  private final HubExecutors threads = new HubExecutors();
  private final DelayedTasks tasks = new DelayedTasks(threads.timer());
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    threads.close();
  }

  private int waiting() {
    return ((ScheduledThreadPoolExecutor) threads.timer()).getQueue().size();
  }

  @Test
  void runsTasksAfterTheirDelay() {
    tasks.add(Duration.ofMillis(20), () -> done.add("later"));
    tasks.add(Duration.ZERO, () -> done.add("now"));

    await().untilAsserted(() -> assertThat(done).containsExactly("now", "later"));
    assertThat(waiting()).isZero();
  }

  @Test
  void leavesNothingOnTheTimerWhenClosed() {
    tasks.add(Duration.ofMinutes(5), () -> done.add("too late"));
    assertThat(waiting()).isEqualTo(1);

    tasks.close();
    tasks.add(Duration.ZERO, () -> done.add("closed"));

    assertThat(waiting()).isZero();
    assertThat(done).isEmpty();
  }

  @Test
  void ignoresTasksOfAStoppingHub() {
    threads.close();

    tasks.add(Duration.ZERO, () -> done.add("stopped"));

    assertThat(done).isEmpty();
  }
}
