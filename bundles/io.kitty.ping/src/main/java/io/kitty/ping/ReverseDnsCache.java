// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

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
 * The reverse DNS names of hosts, looked up off the path, two at a time. What was found is kept for
 * an hour, also that nothing was; where the cache is full of names in use, no more are looked up.
 */
final class ReverseDnsCache {

  private static final int MAX_NAMES = 8192;
  private static final int MAX_LOOKUPS = 2;
  private static final long HOUR = 3_600_000_000_000L;

  private record Name(Optional<String> text, long until, boolean pending) {}

  private record Question(InetAddress address, Consumer<String> found) {}

  private final Function<InetAddress, Optional<String>> dns;
  private final Executor executor;
  private final LongSupplier clock;
  private final Map<InetAddress, Name> names = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Question> questions = new ArrayDeque<>();
  private int lookups;

  /**
   * @param dns finds the name of an address, and takes its time
   * @param executor runs what may block
   * @param clock the monotonic time in nanoseconds
   */
  ReverseDnsCache(
      Function<InetAddress, Optional<String>> dns, Executor executor, LongSupplier clock) {
    this.dns = dns;
    this.executor = executor;
    this.clock = clock;
  }

  /** The name that is known, which may be an old one. */
  synchronized Optional<String> known(InetAddress address) {
    Name name = names.get(address);
    return name == null ? Optional.empty() : name.text();
  }

  /** Has the name looked up unless it is known well enough, and calls back if there is one. */
  void refresh(InetAddress address, Consumer<String> found) {
    if (resolve(address, found)) {
      executor.execute(this::lookUp);
    }
  }

  /** Notes a question; true if it needs one more to look it up. */
  private synchronized boolean resolve(InetAddress address, Consumer<String> found) {
    Name name = names.get(address);
    if (name == null ? !room() : name.pending() || clock.getAsLong() - name.until() < 0) {
      return false;
    }
    names.put(address, new Name(known(address), 0, true));
    questions.add(new Question(address, found));
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
    Iterator<Name> eldest = names.values().iterator();
    Name name = eldest.next();
    if (name.pending() || clock.getAsLong() - name.until() < 0) {
      return false;
    }
    eldest.remove();
    return true;
  }

  private void lookUp() {
    for (Question question = next(); question != null; question = next()) {
      Optional<String> text = dns.apply(question.address()).filter(ReverseDnsCache::plausible);
      synchronized (this) {
        names.put(question.address(), new Name(text, clock.getAsLong() + HOUR, false));
      }
      text.ifPresent(question.found());
    }
  }

  private synchronized @Nullable Question next() {
    Question question = questions.poll();
    if (question == null) {
      lookups--;
    }
    return question;
  }

  /** Whether it has the characters of a host name (RFC 1123 section 2.1, and the underscore). */
  private static boolean plausible(String name) {
    return name.length() <= 253 && name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
  }

  /** Asks the system's resolver, which checks that the name leads back to the address. */
  static Optional<String> system(InetAddress address) {
    InetAddress nameless = Ipv4Ints.address(Ipv4Ints.number(address));
    String name = nameless.getHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }
}
