// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final List<Integer> done = new ArrayList<>();

  @Test
  void runsTasksInOrderOnOneWorker() {
    BoundedExecutor queue = new BoundedExecutor(workers::add, 1, 10);
    for (int i = 0; i < 5; i++) {
      int number = i;
      assertThat(queue.add(() -> done.add(number))).isTrue();
    }

    assertThat(workers).hasSize(1);
    workers.remove().run();
    assertThat(done).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void limitsConcurrencyAndQueue() {
    BoundedExecutor queue = new BoundedExecutor(workers::add, 2, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.add(() -> {})).isTrue();
    }

    assertThat(queue.add(() -> {})).isFalse();
    assertThat(workers).hasSize(2);
  }

  @Test
  void survivesFailingTasks() {
    BoundedExecutor queue = new BoundedExecutor(workers::add, 1, 10);
    for (int i = 0; i < 5; i++) {
      queue.add(
          () -> {
            throw new StackOverflowError();
          });
    }
    queue.add(() -> done.add(1));
    workers.remove().run();
    queue.add(() -> done.add(2));
    workers.remove().run();

    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void closingDropsWaitingTasks() {
    BoundedExecutor queue = new BoundedExecutor(workers::add, 1, 10);
    queue.add(() -> done.add(1));
    queue.close();
    workers.remove().run();

    assertThat(queue.add(() -> done.add(2))).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void rejectsTasksWithoutWorkers() {
    BoundedExecutor queue =
        new BoundedExecutor(
            task -> {
              throw new RejectedExecutionException();
            },
            1,
            10);

    assertThat(queue.add(() -> {})).isFalse();
  }
}
