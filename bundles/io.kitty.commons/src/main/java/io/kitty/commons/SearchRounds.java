// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A protocol that searches by broadcast: each round sends its requests several times, as broadcasts
 * get lost, and a device departs when it has not replied for three rounds. Immutable.
 */
public final class SearchRounds {

  /** Between two repetitions in a round. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  /** What a device that replies late in the third round needs besides. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final int ROUNDS = 3;

  /**
   * A request that is broadcast, to each subnet and as a limited broadcast (RFC 919, §7).
   *
   * @param payload the whole datagram; not changed
   * @param port the UDP port that devices listen on
   */
  public record Request(byte[] payload, int port) {
    void send(DatagramPort from) {
      from.broadcast(payload, port);
      from.limitedBroadcast(payload, port);
    }
  }

  private final Duration interval;
  private final int repetitions;

  /**
   * @param interval the seconds between two rounds; 0 for a single round
   * @param repetitions how often a round sends its requests; at least 1
   */
  public SearchRounds(double interval, int repetitions) {
    this.interval = Seconds.toDuration(interval);
    this.repetitions = repetitions;
  }

  /** Returns how long a sighting holds. */
  public Duration lifetime() {
    return interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(ROUNDS).plus(LATE);
  }

  /**
   * Broadcasts requests until the context is closed, and reports the replies.
   *
   * @param parser reads a reply; empty if it is none
   * @throws IOException if no port can be opened
   */
  public void broadcast(
      DiscoveryContext context,
      List<Request> requests,
      Function<Datagram, Optional<Sighting>> parser)
      throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), reply -> report(context, reply, parser));
    start(context, () -> requests.forEach(each -> each.send(port)));
  }

  /**
   * Searches until the context is closed.
   *
   * @param requests sends all requests once; may not block
   */
  public void start(DiscoveryContext context, Runnable requests) {
    context.scan(interval, () -> send(context, requests, repetitions));
  }

  private static void send(DiscoveryContext context, Runnable requests, int times) {
    requests.run();
    if (times > 1) {
      context.schedule(SPACING, () -> send(context, requests, times - 1));
    }
  }

  /**
   * Reports a reply. Counts it as {@code malformed} if it is none, and as {@code off_link} if its
   * sender is behind a router, where no broadcast came.
   *
   * @param parser reads a reply; empty if it is none
   */
  public static void report(
      DiscoveryContext context, Datagram reply, Function<Datagram, Optional<Sighting>> parser) {
    if (reply.onLink()) {
      parser.apply(reply).ifPresentOrElse(context::report, () -> context.count("malformed", 1));
    } else {
      context.count("off_link", 1);
    }
  }
}
