// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PerHostExecutorTest {

  private final Queue<Runnable> running = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final PerHostExecutor queue = new PerHostExecutor(running::add);

  private static InetAddress host(int number) {
    return TestLinks.address("192.0.2." + number);
  }

  private boolean submit(int host, String name) {
    return queue.submit(host(host), () -> done.add(name));
  }

  private void finishAll() {
    for (Runnable next = running.poll(); next != null; next = running.poll()) {
      next.run();
    }
  }

  @Test
  void runsOneAtATimeForAHost() {
    submit(1, "a");
    submit(1, "b");

    assertThat(running).hasSize(1);
    finishAll();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void runsABoundedNumberAtOnce() {
    for (int host = 1; host <= 40; host++) {
      submit(host, "job");
    }

    assertThat(running).hasSize(PerHostExecutor.MAX_RUNNING);
    finishAll();
    assertThat(done).hasSize(40);
  }

  @Test
  void runsHostsInTurn() {
    for (int i = 0; i < 5; i++) {
      submit(1, "greedy");
    }
    for (int host = 2; host <= 6; host++) {
      submit(host, "modest");
    }

    finishAll();

    assertThat(done.subList(0, 6)).filteredOn("modest"::equals).hasSizeGreaterThanOrEqualTo(4);
    assertThat(done).filteredOn("greedy"::equals).hasSize(5);
  }

  @Test
  void refusesTooManyJobsOfOneHost() {
    for (int i = 0; i < 17; i++) {
      assertThat(submit(1, "job")).isTrue();
    }

    assertThat(submit(1, "one too many")).isFalse();
    assertThat(submit(2, "other")).isTrue();
    finishAll();
    assertThat(done).hasSize(18).doesNotContain("one too many");
    assertThat(submit(1, "again")).isTrue();
  }

  @Test
  void refusesTooManyJobsInTotal() {
    int taken = 0;
    for (int host = 1; host <= 100; host++) {
      for (int i = 0; i < 5; i++) {
        taken += submit(host, "job") ? 1 : 0;
      }
    }

    assertThat(taken).isEqualTo(256 + PerHostExecutor.MAX_RUNNING);
  }

  @Test
  void continuesAfterAJobThatThrows() {
    queue.submit(
        host(1),
        () -> {
          throw new IllegalStateException("broken");
        });
    submit(1, "next");

    Runnable broken = running.remove();
    assertThatThrownBy(broken::run).hasMessage("broken");
    finishAll();
    assertThat(done).containsExactly("next");
  }
}
