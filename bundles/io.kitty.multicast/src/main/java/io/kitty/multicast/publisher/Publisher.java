// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.Announcer;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.counters.PacketCounters;
import io.kitty.multicast.group.SentPackets;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces one message on every selected interface of each context that the hub has started it
 * with, unless it is stopped. The announcement may be replaced meanwhile, and its counters
 * continue.
 */
final class Publisher implements DiscoveryProvider, Announcer {

  private final PacketCounters counters;
  private final SentPackets sentPackets;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Runnable onClose;
  private final List<PeriodicSender> senders = new CopyOnWriteArrayList<>();
  private Announcement announcement;
  private @Nullable MessageTemplate template;
  private @Nullable String problem;
  private boolean stopped;
  private boolean closed;

  /**
   * @param announcement what is announced once {@link #announce} has accepted it
   * @param nanos the monotonic time
   * @param clock the time stamped into packets
   * @param onClose called when it is closed
   */
  Publisher(
      String name,
      Announcement announcement,
      SentPackets sentPackets,
      LongSupplier nanos,
      InstantSource clock,
      Runnable onClose) {
    this.counters = new PacketCounters(name, () -> 0, nanos);
    this.announcement = announcement;
    this.sentPackets = sentPackets;
    this.nanos = nanos;
    this.clock = clock;
    this.onClose = onClose;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    PeriodicSender sender = new PeriodicSender(context, sentPackets, counters, nanos, clock);
    context.own(() -> end(sender));
    synchronized (this) {
      senders.add(sender);
      sender.degraded(problem);
      sender.send(current());
    }
    context.onLinks(sender::onLinks);
  }

  private void end(PeriodicSender sender) throws IOException {
    senders.remove(sender);
    sender.send(null);
  }

  /** Returns what is to be sent now; null for nothing. */
  private @Nullable MessageTemplate current() {
    return stopped || closed ? null : template;
  }

  private void updateSenders() {
    for (PeriodicSender sender : senders) {
      try {
        sender.send(current());
      } catch (IOException e) {
        sender.failed(e);
      }
    }
  }

  /**
   * Announces another message from now on.
   *
   * @throws IllegalArgumentException if the message is no JSON object, or too long once it is
   *     filled in; the previous one is kept
   */
  synchronized void announce(Announcement other) {
    template = MessageTemplate.of(other);
    announcement = other;
    updateSenders();
  }

  /** Shows a problem with its configuration; null: none. */
  synchronized void problem(@Nullable String line) {
    problem = line;
    senders.forEach(sender -> sender.degraded(line));
  }

  /** Starts again after it was closed. */
  synchronized void reopen() {
    closed = false;
    updateSenders();
  }

  @Override
  public synchronized void start() {
    stopped = false;
    updateSenders();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    updateSenders();
  }

  @Override
  public synchronized boolean running() {
    return current() != null && !senders.isEmpty();
  }

  @Override
  public synchronized Announcement announcement() {
    return announcement;
  }

  @Override
  public synchronized void update(String message) {
    announce(
        new Announcement(
            message,
            announcement.group(),
            announcement.port(),
            announcement.ttl(),
            announcement.period()));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      updateSenders();
    }
    onClose.run();
  }

  @Override
  public String name() {
    return counters.name();
  }

  @Override
  public AnnouncementMetrics metrics() {
    return counters.metrics();
  }

  @Override
  public void reset() {
    counters.reset();
  }
}
