// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ListenerQueueTest {

  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final List<Integer> received = new ArrayList<>();

  /** Negative numbers are unbounded. */
  private final ListenerQueue<Integer> queue =
      new ListenerQueue<>("a test", received::add, 3, number -> number < 0, workers::add);

  @Test
  void dropsTheOldestOfASlowListener() {
    for (int i = 0; i < 5; i++) {
      assertThat(queue.put(i)).isEqualTo(i < 3);
    }
    work();

    assertThat(received).containsExactly(2, 3, 4);
  }

  @Test
  void unboundedEventsTakeNoRoom() {
    for (int i = -10; i < 3; i++) {
      assertThat(queue.put(i)).isTrue();
    }
    work();

    assertThat(received).hasSize(13);
  }

  @Test
  void deliversNothingAfterItIsClosed() {
    queue.put(1);
    queue.close();
    queue.put(2);
    work();

    assertThat(received).isEmpty();
  }

  @Test
  void deliversTheNextEventAfterAFailure() {
    ListenerQueue<Integer> failing =
        new ListenerQueue<>(
            "a failing listener",
            number -> {
              received.add(number);
              throw new IllegalStateException("as the test wants");
            },
            3,
            number -> false,
            workers::add);
    failing.put(1);
    failing.put(2);
    work();

    assertThat(received).containsExactly(1, 2);
  }

  @Test
  void triesAgainWhenTheExecutorRefused() {
    Deque<Runnable> accepted = new ArrayDeque<>();
    boolean[] open = {false};
    ListenerQueue<Integer> refused =
        new ListenerQueue<>(
            "a test",
            received::add,
            3,
            number -> false,
            task -> {
              if (!open[0]) {
                throw new RejectedExecutionException("as the test wants");
              }
              accepted.add(task);
            });
    refused.put(1);
    open[0] = true;
    refused.put(2);
    accepted.forEach(Runnable::run);

    assertThat(received).containsExactly(1, 2);
  }

  private void work() {
    for (Runnable task = workers.poll(); task != null; task = workers.poll()) {
      task.run();
    }
  }
}
