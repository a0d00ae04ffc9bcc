// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.commons.Backoff;
import io.kitty.commons.LruMap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Responds to new hosts with ALIVE. Hosts announce themselves once, so that one that starts later
 * learns of the others only from their responses. Two hosts that keep restarting would trigger each
 * other endlessly: responses to one host have growing pauses, and there is at most one per second
 * in total, as the group receives each. Thread-safe.
 */
final class AliveResponder {

  private static final int MAX_HOSTS = 1024;

  private static final class Host {
    boolean known;
    boolean scheduled;
    long next;
    final Backoff backoff = new Backoff(FIRST_PAUSE, LAST_PAUSE);
  }

  /** The pause after the first response to a host; it doubles after each further one. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LAST_PAUSE = Duration.ofMinutes(10);

  /** The minimum gap between any two responses. */
  private static final Duration GAP = Duration.ofSeconds(1);

  private final Map<InetAddress, Host> hosts = new LruMap<>(MAX_HOSTS);

  private final BiConsumer<Duration, Runnable> timer;
  private final LongSupplier nanos;
  private final Runnable response;
  private long next;
  private boolean scheduled;

  /**
   * @param timer runs a task after a time
   * @param nanos the monotonic time
   * @param response sends ALIVE to the group
   */
  AliveResponder(BiConsumer<Duration, Runnable> timer, LongSupplier nanos, Runnable response) {
    this.timer = timer;
    this.nanos = nanos;
    this.response = response;
    this.next = nanos.getAsLong();
  }

  /** Handles a beacon; responds, now or later, if its host may not know this one yet. */
  synchronized void handle(InetAddress address, Status status) {
    Host host = hosts.computeIfAbsent(address, a -> newHost());
    if (status == Status.DOWN) {
      host.known = false;
    } else if (!host.scheduled && (status == Status.UP || !host.known)) {
      host.scheduled = true;
      long now = nanos.getAsLong();
      if (now - host.next > LAST_PAUSE.toNanos()) {
        host.backoff.reset();
      }
      if (host.next - now <= 0) {
        respond(host);
      } else {
        schedule(host.next, () -> respond(host));
      }
    }
  }

  private Host newHost() {
    Host host = new Host();
    host.next = nanos.getAsLong();
    return host;
  }

  private synchronized void respond(Host host) {
    host.scheduled = false;
    host.known = true;
    host.next = nanos.getAsLong() + host.backoff.next().toNanos();
    if (!scheduled) {
      scheduled = true;
      schedule(next, this::sendResponse);
    }
  }

  private void sendResponse() {
    synchronized (this) {
      scheduled = false;
      next = nanos.getAsLong() + GAP.toNanos();
    }
    response.run();
  }

  private void schedule(long due, Runnable task) {
    timer.accept(Duration.ofNanos(Math.max(0, due - nanos.getAsLong())), task);
  }
}
