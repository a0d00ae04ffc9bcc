// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.Announcer;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.OwnPublications;
import io.kitty.multicast.PacketCounters;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces one thing by every selected interface: where the hub has lent it a context, unless
 * somebody has stopped it. What it announces may be exchanged meanwhile, and its counts go on.
 */
final class Publisher implements DiscoveryProvider, Announcer {

  private final PacketCounters meter;
  private final OwnPublications publications;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Runnable closing;
  private final List<PeriodicSender> sendings = new CopyOnWriteArrayList<>();
  private Announcement announcement;
  private @Nullable ParsedAnnouncement saying;
  private @Nullable String complaint;
  private boolean stopped;
  private boolean closed;

  /**
   * @param announcement what is announced as soon as {@link #announce} has found it good
   * @param nanos the monotonic time
   * @param clock the time that is told
   * @param closing what is done when it is closed
   */
  Publisher(
      String name,
      Announcement announcement,
      OwnPublications publications,
      LongSupplier nanos,
      InstantSource clock,
      Runnable closing) {
    this.meter = new PacketCounters(name, () -> 0, nanos);
    this.announcement = announcement;
    this.publications = publications;
    this.nanos = nanos;
    this.clock = clock;
    this.closing = closing;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    PeriodicSender sending = new PeriodicSender(context, publications, meter, nanos, clock);
    context.own(() -> end(sending));
    synchronized (this) {
      sendings.add(sending);
      sending.degraded(complaint);
      sending.send(now());
    }
    context.onLinks(sending::follow);
  }

  private void end(PeriodicSender sending) throws IOException {
    sendings.remove(sending);
    sending.send(null);
  }

  /** What is said now; null for nothing. */
  private @Nullable ParsedAnnouncement now() {
    return stopped || closed ? null : saying;
  }

  private void tellAll() {
    for (PeriodicSender sending : sendings) {
      try {
        sending.send(now());
      } catch (IOException e) {
        sending.failed(e);
      }
    }
  }

  /**
   * Announces something else from now on.
   *
   * @throws IllegalArgumentException if its message is no JSON object, or too long once it is
   *     filled in; the one before is announced as ever
   */
  synchronized void announce(Announcement other) {
    saying = ParsedAnnouncement.of(other);
    announcement = other;
    tellAll();
  }

  /** Shows what is wrong with its configuration; null: nothing. */
  synchronized void complain(@Nullable String line) {
    complaint = line;
    sendings.forEach(sending -> sending.degraded(line));
  }

  /** Is there again after it was closed. */
  synchronized void reopen() {
    closed = false;
    tellAll();
  }

  @Override
  public synchronized void start() {
    stopped = false;
    tellAll();
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    tellAll();
  }

  @Override
  public synchronized boolean running() {
    return now() != null && !sendings.isEmpty();
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
      tellAll();
    }
    closing.run();
  }

  @Override
  public String name() {
    return meter.name();
  }

  @Override
  public AnnouncementMetrics metrics() {
    return meter.metrics();
  }

  @Override
  public void reset() {
    meter.reset();
  }
}
