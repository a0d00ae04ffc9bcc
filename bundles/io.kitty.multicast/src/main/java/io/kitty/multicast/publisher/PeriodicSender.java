// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.multicast.GroupSender;
import io.kitty.multicast.MulticastGroup;
import io.kitty.multicast.OwnPublications;
import io.kitty.multicast.PacketCounters;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends by one context: at once, then in rhythm, and where an interface appears. */
final class PeriodicSender {

  private final DiscoveryContext context;
  private final OwnPublications publications;
  private final PacketCounters meter;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private @Nullable ParsedAnnouncement saying;
  private @Nullable GroupSender outlet;
  private Set<NetworkLink> told = Set.of();
  private long due;

  /** Which rhythm counts; timers of an earlier one do nothing. */
  private int turn;

  /**
   * @param nanos the monotonic time
   * @param clock the time that is told
   */
  PeriodicSender(
      DiscoveryContext context,
      OwnPublications publications,
      PacketCounters meter,
      LongSupplier nanos,
      InstantSource clock) {
    this.context = context;
    this.publications = publications;
    this.meter = meter;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Says something from now on. Another message is said with the next packet; another way or rhythm
   * begins at once.
   *
   * @param next what to say; null: nothing
   * @throws IOException if there is no port to be had
   */
  synchronized void send(@Nullable ParsedAnnouncement next) throws IOException {
    ParsedAnnouncement before = saying;
    saying = next;
    if (next != null && before != null && before.sameWay(next)) {
      return;
    }
    turn++;
    if (outlet != null) {
      outlet.close();
      outlet = null;
    }
    if (next != null && !context.closed()) {
      outlet = open(next.announcement());
      due = nanos.getAsLong();
      told = Set.copyOf(context.links());
      tick(turn);
    }
  }

  private synchronized void tick(int of) {
    ParsedAnnouncement now = saying;
    if (of != turn || now == null || context.closed()) {
      return;
    }
    send(now, context.links());
    long period = now.announcement().period().toNanos();
    long time = nanos.getAsLong();
    due = due + period - time > 0 ? due + period : time + period;
    context.schedule(Duration.ofNanos(due - time), () -> tick(of));
  }

  /** The interfaces have changed: those that are new hear it at once. */
  synchronized void follow(List<NetworkLink> links) {
    if (saying != null) {
      send(saying, links.stream().filter(link -> !told.contains(link)).toList());
      told = Set.copyOf(links);
    }
  }

  private GroupSender open(Announcement to) throws IOException {
    PortSpec spec = PortSpec.ephemeral().ttl(to.ttl());
    MulticastGroup group = new MulticastGroup(to.group(), to.port());
    return new GroupSender(context.open(spec, answer -> {}), group, publications, meter);
  }

  private void send(ParsedAnnouncement what, List<NetworkLink> links) {
    GroupSender open = outlet;
    if (open != null) {
      for (NetworkLink link : links) {
        what.packet(link, clock.instant()).ifPresent(packet -> open.send(packet, link));
      }
    }
  }

  /** Shows what is wrong; null: nothing. */
  void degraded(@Nullable String complaint) {
    context.degraded(complaint);
  }

  /** Notes what went wrong. */
  void failed(IOException cause) {
    context.error("", "cannot open a port: " + cause.getMessage());
  }
}
