// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier.Mac;
import io.kitty.hub.Flood;
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
 * Tells who sends more packets than any machine needs to: counts them by protocol, interface and
 * sender, second by second. Any thread may count; {@link #check} is for one.
 */
public final class FloodDetector {

  private static final Logger LOG = LoggerFactory.getLogger(FloodDetector.class);

  /** A sender of so many packets a second floods, and so do all together who send twice as many. */
  static final int RATE = 1000;

  /** So many new things a second are a flood, however few the packets. */
  static final int NEW = 100;

  /** A flood has gone on for so many seconds, and is over after so many quiet ones. */
  static final int BEGINS_AFTER = 3;

  static final int ENDS_AFTER = 5;

  /** With so many packets of so many senders in a second, most of them are forged. */
  static final int CROWD_PACKETS = 1000;

  static final int CROWD_SENDERS = 500;

  /** Of a crowd that goes on, so many packets of newcomers are read in a second. */
  static final int CROWD_READ = 20;

  /** One line of the log in so many seconds, while it lasts. */
  private static final int LOG_SECONDS = 60;

  /** Senders counted one by one in a second. */
  private static final int MAX_SENDERS = 4096;

  private record Place(String protocol, String interfaceName) {}

  private static final class Second {
    final AtomicLong packets = new AtomicLong();
    final AtomicLong newcomers = new AtomicLong();
    final Map<InetAddress, AtomicInteger> senders = new ConcurrentHashMap<>();

    /** When the crowd gathered that it began with; null if there was none. */
    final @Nullable Instant crowd;

    Second(@Nullable Instant crowd) {
      this.crowd = crowd;
    }

    boolean isCrowded() {
      return packets.get() > CROWD_PACKETS && senders.size() > CROWD_SENDERS;
    }
  }

  private static final class Course {
    int loud;
    int quiet;
    int seconds;
    @Nullable Flood flood;
  }

  private final Function<Endpoint, @Nullable Mac> macs;
  private final Map<Place, Course> courses = new HashMap<>();
  private final InstantSource clock;
  private volatile Map<Place, Second> second = new ConcurrentHashMap<>();
  private volatile List<Flood> current = List.of();

  /**
   * @param macs tells the hardware address behind a sender; called by the thread that checks
   * @param clock the time of day
   */
  public FloodDetector(Function<Endpoint, @Nullable Mac> macs, InstantSource clock) {
    this.macs = macs;
    this.clock = clock;
  }

  /**
   * Counts a packet.
   *
   * @return since when there is a crowd with too many packets to read them all, in which only those
   *     who were there before it can still be made out; null where this packet can be read
   */
  @Nullable Instant count(String protocol, String interfaceName, InetAddress sender) {
    Second now = second(protocol, interfaceName);
    long packets = now.packets.incrementAndGet();
    count(now, sender, 1);
    if (now.crowd != null) {
      return packets > CROWD_READ ? now.crowd : null;
    }
    return packets > CROWD_PACKETS && now.isCrowded() ? clock.instant() : null;
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

  /** Counts something that was not known, and is said to be there. */
  public void countNew(String protocol, Endpoint at) {
    Second now = second(protocol, at.interfaceName());
    now.newcomers.incrementAndGet();
    count(now, at.address(), 0);
  }

  private Second second(String protocol, String interfaceName) {
    return second.computeIfAbsent(new Place(protocol, interfaceName), p -> new Second(null));
  }

  /** Those that go on right now. Any thread. */
  public List<Flood> current() {
    return current;
  }

  /** Ends a second. */
  public void check(Instant now) {
    Map<Place, Second> last = second;
    Map<Place, Second> next = new ConcurrentHashMap<>();
    last.forEach(
        (place, before) -> {
          if (before.isCrowded()) {
            Instant since = before.crowd == null ? now.minusSeconds(1) : before.crowd;
            next.put(place, new Second(since));
          }
        });
    second = next;
    last.keySet().forEach(place -> courses.computeIfAbsent(place, p -> new Course()));
    courses.forEach((place, course) -> judge(place, course, last.get(place), now));
    courses.values().removeIf(course -> course.flood == null && course.loud == 0);
    current =
        courses.values().stream().map(course -> course.flood).filter(Objects::nonNull).toList();
  }

  private void judge(Place place, Course course, @Nullable Second last, Instant now) {
    Flood next = last == null ? null : flood(place, course, last, now);
    course.loud = next == null ? 0 : course.loud + 1;
    course.quiet = next == null ? course.quiet + 1 : 0;
    if (next != null && (course.flood != null || course.loud >= BEGINS_AFTER)) {
      course.flood = next;
      if (course.seconds++ % LOG_SECONDS == 0) {
        LOG.warn("{}", next.text());
      }
    } else if (course.flood != null && course.quiet >= ENDS_AFTER) {
      LOG.info("The flood of {} on {} is over", place.protocol(), place.interfaceName());
      course.flood = null;
      course.seconds = 0;
    }
  }

  private @Nullable Flood flood(Place place, Course course, Second last, Instant now) {
    Map.Entry<InetAddress, AtomicInteger> loudest =
        last.senders.entrySet().stream()
            .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.get(), b.get())))
            .orElse(null);
    if (loudest == null) {
      return null;
    }
    boolean one = loudest.getValue().get() >= RATE;
    if (!one && last.packets.get() < 2 * RATE && last.newcomers.get() < NEW) {
      return null;
    }
    InetAddress sender = one ? loudest.getKey() : null;
    return new Flood(
        place.protocol(),
        place.interfaceName(),
        sender,
        sender == null ? null : macs.apply(new Endpoint(sender, place.interfaceName())),
        last.senders.size(),
        one ? loudest.getValue().get() : last.packets.get(),
        course.flood == null ? now : course.flood.since());
  }
}
