// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.limit;

import io.kitty.device.Endpoint;
import io.kitty.hub.Flood;
import io.kitty.identifier.Identifier.Mac;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects floods: counts packets by protocol, interface and sender, second by second. Any thread
 * may count; {@link #check} is for one thread.
 */
public final class FloodDetector {

  private static final Logger LOG = LoggerFactory.getLogger(FloodDetector.class);

  /** Packets per second of one sender that are a flood; of all senders together, twice as many. */
  static final int RATE = 1000;

  /** New sightings per second that are a flood, however few the packets. */
  static final int NEW = 100;

  /** Seconds until a flood starts, and quiet seconds until it ends. */
  static final int BEGINS_AFTER = 3;

  static final int ENDS_AFTER = 5;

  /** With more packets and more senders than these in a second, most senders are forged. */
  static final int FORGED_PACKETS = 1000;

  static final int FORGED_SENDERS = 500;

  /** Packets per second that are read from new senders while such a flood lasts. */
  static final int FORGED_READ = 20;

  /** Seconds between log lines while a flood lasts. */
  private static final int LOG_SECONDS = 60;

  /** Senders counted individually in a second. */
  private static final int MAX_SENDERS = 4096;

  private record Key(String protocol, String interfaceName) {}

  private static final class Second {
    final AtomicLong packets = new AtomicLong();
    final AtomicLong newcomers = new AtomicLong();
    final Map<InetAddress, AtomicInteger> senders = new ConcurrentHashMap<>();

    /** When the flood of forged senders began; null if there was none. */
    final @Nullable Instant forgedSince;

    Second(@Nullable Instant forgedSince) {
      this.forgedSince = forgedSince;
    }

    boolean isForged() {
      return packets.get() > FORGED_PACKETS && senders.size() > FORGED_SENDERS;
    }
  }

  private static final class FloodState {
    int floodSeconds;
    int quietSeconds;
    int seconds;
    @Nullable Flood flood;
  }

  private final Function<Endpoint, @Nullable Mac> macs;
  private final Map<Key, FloodState> states = new HashMap<>();
  private final InstantSource clock;
  private volatile Map<Key, Second> second = new ConcurrentHashMap<>();
  private volatile List<Flood> current = List.of();

  /**
   * @param macs returns the hardware address of a sender; called by the thread that checks
   * @param clock the wall clock
   */
  public FloodDetector(Function<Endpoint, @Nullable Mac> macs, InstantSource clock) {
    this.macs = macs;
    this.clock = clock;
  }

  /**
   * Counts a packet.
   *
   * @return the start of a flood from too many senders, during which only senders that were known
   *     before are read; null if this packet is to be read
   */
  @Nullable
  public Instant count(String protocol, String interfaceName, InetAddress sender) {
    Second now = second(protocol, interfaceName);
    long packets = now.packets.incrementAndGet();
    count(now, sender, 1);
    if (now.forgedSince != null) {
      return packets > FORGED_READ ? now.forgedSince : null;
    }
    return packets > FORGED_PACKETS && now.isForged() ? clock.instant() : null;
  }

  private static void count(Second now, InetAddress sender, int packets) {
    AtomicInteger count = now.senders.get(sender);
    if (count == null && now.senders.size() < MAX_SENDERS) {
      count = now.senders.computeIfAbsent(sender, s -> new AtomicInteger());
    }
    if (count != null) {
      count.addAndGet(packets);
    }
  }

  /** Counts a sighting that was not known before. */
  public void countNew(String protocol, Endpoint at) {
    Second now = second(protocol, at.interfaceName());
    now.newcomers.incrementAndGet();
    count(now, at.address(), 0);
  }

  private Second second(String protocol, String interfaceName) {
    return second.computeIfAbsent(new Key(protocol, interfaceName), p -> new Second(null));
  }

  /** Returns the ongoing floods. Thread-safe. */
  public List<Flood> current() {
    return current;
  }

  /** Ends a second. */
  public void check(Instant now) {
    Map<Key, Second> last = second;
    Map<Key, Second> next = new ConcurrentHashMap<>();
    last.forEach(
        (key, before) -> {
          if (before.isForged()) {
            Instant since = before.forgedSince == null ? now.minusSeconds(1) : before.forgedSince;
            next.put(key, new Second(since));
          }
        });
    second = next;
    last.keySet().forEach(key -> states.computeIfAbsent(key, p -> new FloodState()));
    states.forEach((key, state) -> update(key, state, last.get(key), now));
    states.values().removeIf(state -> state.flood == null && state.floodSeconds == 0);
    current = states.values().stream().map(state -> state.flood).filter(Objects::nonNull).toList();
  }

  private void update(Key key, FloodState state, @Nullable Second last, Instant now) {
    Flood next = last == null ? null : flood(key, state, last, now);
    state.floodSeconds = next == null ? 0 : state.floodSeconds + 1;
    state.quietSeconds = next == null ? state.quietSeconds + 1 : 0;
    if (next != null && (state.flood != null || state.floodSeconds >= BEGINS_AFTER)) {
      state.flood = next;
      if (state.seconds++ % LOG_SECONDS == 0) {
        LOG.warn("{}", next.text());
      }
    } else if (state.flood != null && state.quietSeconds >= ENDS_AFTER) {
      LOG.info("The flood of {} on {} is over", key.protocol(), key.interfaceName());
      state.flood = null;
      state.seconds = 0;
    }
  }

  private @Nullable Flood flood(Key key, FloodState state, Second last, Instant now) {
    Map.Entry<InetAddress, AtomicInteger> topSender =
        last.senders.entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.get(), b.get())))
            .orElse(null);
    if (topSender == null) {
      return null;
    }
    boolean single = topSender.getValue().get() >= RATE;
    if (!single && last.packets.get() < 2 * RATE && last.newcomers.get() < NEW) {
      return null;
    }
    InetAddress sender = single ? topSender.getKey() : null;
    return new Flood(
        key.protocol(),
        key.interfaceName(),
        sender,
        sender == null ? null : macs.apply(new Endpoint(sender, key.interfaceName())),
        last.senders.size(),
        single ? topSender.getValue().get() : last.packets.get(),
        state.flood == null ? now : state.flood.since());
  }
}
