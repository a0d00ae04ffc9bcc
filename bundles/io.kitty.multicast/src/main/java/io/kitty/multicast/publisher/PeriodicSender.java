// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.multicast.counters.PacketCounters;
import io.kitty.multicast.group.GroupSender;
import io.kitty.multicast.group.MulticastGroup;
import io.kitty.multicast.group.SentPackets;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends periodically with one context: immediately, then once per period, and when an interface
 * appears.
 */
final class PeriodicSender {

  private final DiscoveryContext context;
  private final SentPackets sentPackets;
  private final PacketCounters counters;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private @Nullable MessageTemplate current;
  private @Nullable GroupSender groupSender;
  private Set<NetworkLink> knownLinks = Set.of();
  private long due;

  /** Incremented when the period or target changes; timers of an earlier generation do nothing. */
  private int generation;

  /**
   * @param nanos the monotonic time
   * @param clock the time stamped into packets
   */
  PeriodicSender(
      DiscoveryContext context,
      SentPackets sentPackets,
      PacketCounters counters,
      LongSupplier nanos,
      InstantSource clock) {
    this.context = context;
    this.sentPackets = sentPackets;
    this.counters = counters;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Sends another announcement from now on. A new message takes effect with the next packet; a new
   * target or period immediately.
   *
   * @param next what to send; null: nothing
   * @throws IOException if no port can be opened
   */
  synchronized void send(@Nullable MessageTemplate next) throws IOException {
    MessageTemplate before = current;
    current = next;
    if (next != null && before != null && before.sameTarget(next)) {
      return;
    }
    generation++;
    if (groupSender != null) {
      groupSender.close();
      groupSender = null;
    }
    if (next != null && !context.closed()) {
      groupSender = open(next.announcement());
      due = nanos.getAsLong();
      knownLinks = Set.copyOf(context.links());
      tick(generation);
    }
  }

  private synchronized void tick(int timerGeneration) {
    MessageTemplate now = current;
    if (timerGeneration != generation || now == null || context.closed()) {
      return;
    }
    send(now, context.links());
    long period = now.announcement().period().toNanos();
    long time = nanos.getAsLong();
    due = due + period - time > 0 ? due + period : time + period;
    context.schedule(Duration.ofNanos(due - time), () -> tick(timerGeneration));
  }

  /** Sends immediately on interfaces that are new. */
  synchronized void onLinks(List<NetworkLink> links) {
    if (current != null) {
      send(current, links.stream().filter(link -> !knownLinks.contains(link)).toList());
      knownLinks = Set.copyOf(links);
    }
  }

  private GroupSender open(Announcement to) throws IOException {
    PortSpec spec = PortSpec.ephemeral().ttl(to.ttl());
    MulticastGroup group = new MulticastGroup(to.group(), to.port());
    return new GroupSender(context.open(spec, answer -> {}), group, sentPackets, counters);
  }

  private void send(MessageTemplate template, List<NetworkLink> links) {
    GroupSender open = groupSender;
    if (open != null) {
      for (NetworkLink link : links) {
        template.packet(link, clock.instant()).ifPresent(packet -> open.send(packet, link));
      }
    }
  }

  /** Shows a problem; null: none. */
  void degraded(@Nullable String problem) {
    context.degraded(problem);
  }

  /** Records an error. */
  void failed(IOException cause) {
    context.error("", "cannot open a port: " + cause.getMessage());
  }
}
