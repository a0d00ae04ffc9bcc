// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.ping.network.Ipv4Ints;
import io.kitty.testkit.FakeClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReverseDnsCacheTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeClock clock = new FakeClock();
  private final Map<InetAddress, String> dns = new HashMap<>();
  private final List<InetAddress> asked = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final ReverseDnsCache names =
      new ReverseDnsCache(
          address -> {
            asked.add(address);
            return Optional.ofNullable(dns.get(address));
          },
          tasks::add,
          clock::nanos);

  private static InetAddress host(int number) {
    return Ipv4Ints.address(0xc0000200 + number);
  }

  private void refresh(InetAddress address) {
    names.refresh(address, found::add);
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void looksUpANameAsynchronouslyAndCachesIt() {
    dns.put(host(7), "printer.example");
    refresh(host(7));
    assertThat(names.known(host(7))).isEmpty();
    assertThat(asked).isEmpty();

    runTasks();

    assertThat(found).containsExactly("printer.example");
    assertThat(names.known(host(7))).contains("printer.example");
  }

  @Test
  void doesNotRepeatALookupWithinTheHour() {
    dns.put(host(7), "printer.example");
    for (int i = 0; i < 60; i++) {
      refresh(host(7));
      refresh(host(8));
      runTasks();
      clock.advance(HOUR.dividedBy(60));
    }
    assertThat(asked).containsExactly(host(7), host(8));

    refresh(host(7));
    assertThat(names.known(host(7))).as("while it is looked up").contains("printer.example");
    dns.clear();
    runTasks();
    assertThat(asked).hasSize(3);
    assertThat(names.known(host(7))).isEmpty();
  }

  @Test
  void looksUpTwoAtATime() {
    for (int i = 0; i < 100; i++) {
      refresh(host(i));
      refresh(host(i));
    }
    assertThat(tasks).hasSize(2);

    runTasks();
    assertThat(asked).hasSize(100).doesNotHaveDuplicates();

    refresh(host(101));
    assertThat(tasks).as("the next one is asked for again").hasSize(1);
  }

  @Test
  void aFullCacheKeepsCurrentNames() {
    dns.put(host(0), "first.example");
    for (int i = 0; i < 10_000; i++) {
      refresh(host(i));
      runTasks();
    }
    assertThat(asked).hasSize(8192);
    assertThat(names.known(host(0))).contains("first.example");

    clock.advance(HOUR);
    refresh(host(9_000));
    runTasks();
    assertThat(asked).hasSize(8193).endsWith(host(9_000));
  }

  @Test
  void dropsInvalidHostNames() {
    dns.put(host(1), "a\u001b[2Jb.example");
    dns.put(host(2), "-x.example");
    dns.put(host(3), "a".repeat(254));
    List.of(host(1), host(2), host(3)).forEach(this::refresh);
    runTasks();

    assertThat(found).isEmpty();
  }
}
