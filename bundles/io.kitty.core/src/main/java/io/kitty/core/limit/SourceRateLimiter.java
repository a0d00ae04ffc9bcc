// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Limits the number of sightings of one address per second. */
public final class SourceRateLimiter {

  private static final long SECOND = 1_000_000_000L;

  /** Beyond this number of addresses in a second, new ones are rejected. */
  private static final int MAX_SENDERS = 1 << 17;

  private record Window(long start, Map<InetAddress, AtomicInteger> counts) {}

  private final int perSecond;
  private final LongSupplier nanos;
  private volatile Window window;

  public SourceRateLimiter(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.window = new Window(nanos.getAsLong(), new ConcurrentHashMap<>());
  }

  public boolean admits(InetAddress sender) {
    Window current = window;
    long now = nanos.getAsLong();
    if (now - current.start() > SECOND) {
      current = new Window(now, new ConcurrentHashMap<>());
      window = current;
    }
    AtomicInteger count = current.counts().get(sender);
    if (count == null) {
      if (current.counts().size() >= MAX_SENDERS) {
        return false;
      }
      count = current.counts().computeIfAbsent(sender, s -> new AtomicInteger());
    }
    return count.incrementAndGet() <= perSecond;
  }
}
