// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Makes this host known to those that are new. Hosts announce themselves once, so that who starts
 * later hears of the others only if they answer. Two that keep forgetting each other would do so
 * without end: a host is greeted ever more rarely, and all of them together once a second, as one
 * greeting is heard by all. Thread-safe.
 */
final class AliveResponder {

  private static final int MAX_HOSTS = 1024;

  private static final class Host {
    boolean known;
    boolean waiting;
    long next;
    Duration pause = FIRST_PAUSE;
  }

  /** Between the first two greetings of one host; then twice as long each time. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LAST_PAUSE = Duration.ofMinutes(10);

  /** Between greetings of whomever. */
  private static final Duration GAP = Duration.ofSeconds(1);

  private final Map<InetAddress, Host> hosts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Host> eldest) {
          return size() > MAX_HOSTS;
        }
      };

  private final BiConsumer<Duration, Runnable> timer;
  private final LongSupplier nanos;
  private final Runnable greeting;
  private long next;
  private boolean waiting;

  /**
   * @param timer runs a task after a time
   * @param nanos the monotonic time
   * @param greeting what is done to greet everybody
   */
  AliveResponder(BiConsumer<Duration, Runnable> timer, LongSupplier nanos, Runnable greeting) {
    this.timer = timer;
    this.nanos = nanos;
    this.greeting = greeting;
    this.next = nanos.getAsLong();
  }

  /** Has a host greeted, now or in a while, if it may not know this one yet. */
  synchronized void heard(InetAddress address, Status status) {
    Host host = hosts.computeIfAbsent(address, a -> newHost());
    if (status == Status.DOWN) {
      host.known = false;
    } else if (!host.waiting && (status == Status.UP || !host.known)) {
      host.waiting = true;
      long now = nanos.getAsLong();
      if (now - host.next > LAST_PAUSE.toNanos()) {
        host.pause = FIRST_PAUSE;
      }
      if (host.next - now <= 0) {
        greet(host);
      } else {
        after(host.next, () -> greet(host));
      }
    }
  }

  private Host newHost() {
    Host host = new Host();
    host.next = nanos.getAsLong();
    return host;
  }

  private synchronized void greet(Host host) {
    host.waiting = false;
    host.known = true;
    host.next = nanos.getAsLong() + host.pause.toNanos();
    Duration twice = host.pause.multipliedBy(2);
    host.pause = twice.compareTo(LAST_PAUSE) < 0 ? twice : LAST_PAUSE;
    if (!waiting) {
      waiting = true;
      after(next, this::greetAll);
    }
  }

  private void greetAll() {
    synchronized (this) {
      waiting = false;
      next = nanos.getAsLong() + GAP.toNanos();
    }
    greeting.run();
  }

  private void after(long due, Runnable task) {
    timer.accept(Duration.ofNanos(Math.max(0, due - nanos.getAsLong())), task);
  }
}
