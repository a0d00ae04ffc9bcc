// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.ping.network.Ipv4Ints;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The reverse DNS names of hosts, looked up asynchronously, two at a time. Results are cached for
 * an hour, including failures; while the cache is full of current entries, no more are looked up.
 */
final class ReverseDnsCache {

  private static final int MAX_NAMES = 8192;
  private static final int MAX_LOOKUPS = 2;
  private static final long HOUR = 3_600_000_000_000L;

  private record Name(Optional<String> text, long until, boolean pending) {}

  private record Lookup(InetAddress address, Consumer<String> onName) {}

  private final Function<InetAddress, Optional<String>> dns;
  private final Executor executor;
  private final LongSupplier clock;
  private final Map<InetAddress, Name> names = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Lookup> queue = new ArrayDeque<>();
  private int lookups;

  /**
   * @param dns finds the name of an address; may block
   * @param executor runs the blocking lookups
   * @param clock the monotonic time in nanoseconds
   */
  ReverseDnsCache(
      Function<InetAddress, Optional<String>> dns, Executor executor, LongSupplier clock) {
    this.dns = dns;
    this.executor = executor;
    this.clock = clock;
  }

  /** Returns the cached name, which may have expired. */
  synchronized Optional<String> known(InetAddress address) {
    Name name = names.get(address);
    return name == null ? Optional.empty() : name.text();
  }

  /** Looks up the name unless it is current, and calls back if there is one. */
  void refresh(InetAddress address, Consumer<String> onName) {
    if (resolve(address, onName)) {
      executor.execute(this::lookUp);
    }
  }

  /** Queues a lookup; true if it needs another task. */
  private synchronized boolean resolve(InetAddress address, Consumer<String> onName) {
    Name name = names.get(address);
    if (name == null ? !room() : name.pending() || clock.getAsLong() - name.until() < 0) {
      return false;
    }
    names.put(address, new Name(known(address), 0, true));
    queue.add(new Lookup(address, onName));
    if (lookups == MAX_LOOKUPS) {
      return false;
    }
    lookups++;
    return true;
  }

  private boolean room() {
    if (names.size() < MAX_NAMES) {
      return true;
    }
    Iterator<Name> oldest = names.values().iterator();
    Name name = oldest.next();
    if (name.pending() || clock.getAsLong() - name.until() < 0) {
      return false;
    }
    oldest.remove();
    return true;
  }

  private void lookUp() {
    for (Lookup lookup = next(); lookup != null; lookup = next()) {
      Optional<String> text = dns.apply(lookup.address()).filter(ReverseDnsCache::isHostName);
      synchronized (this) {
        names.put(lookup.address(), new Name(text, clock.getAsLong() + HOUR, false));
      }
      text.ifPresent(lookup.onName());
    }
  }

  private synchronized @Nullable Lookup next() {
    Lookup lookup = queue.poll();
    if (lookup == null) {
      lookups--;
    }
    return lookup;
  }

  /**
   * Returns whether it has the characters of a host name (RFC 1123 section 2.1, and the
   * underscore).
   */
  private static boolean isHostName(String name) {
    return name.length() <= 253 && name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
  }

  /** Queries the system's resolver, which checks that the name resolves to the address. */
  static Optional<String> system(InetAddress address) {
    InetAddress nameless = Ipv4Ints.address(Ipv4Ints.number(address));
    String name = nameless.getHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }
}
