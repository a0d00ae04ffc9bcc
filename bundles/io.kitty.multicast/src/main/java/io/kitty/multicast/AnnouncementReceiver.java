// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.announce.ReceivedAnnouncement;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.multicast.CachedService.Said;
import io.kitty.multicast.CachedService.Self;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Hears announcements. Each is counted and told to those who listen, but the hub is told of a
 * service no more often than it has to be; and what a sender repeats word for word is not read
 * again.
 */
final class AnnouncementReceiver {

  private final DiscoveryContext context;
  private final ListenerDispatcher whiteboard;
  private final OwnPublications publications;
  private final LongSupplier nanos;
  private final int mostBytes;
  private final Duration lifetime;
  private final List<String> types;
  private final ServiceCache services;
  private final PacketCounters meter;

  /**
   * @param mostBytes how long an announcement may be
   * @param lifetime how long a service is there after it was heard
   * @param types parts of the types that are listed; none: all are
   * @param nanos the monotonic time
   */
  AnnouncementReceiver(
      DiscoveryContext context,
      ListenerDispatcher whiteboard,
      OwnPublications publications,
      int mostBytes,
      Duration lifetime,
      List<String> types,
      LongSupplier nanos) {
    this.context = context;
    this.whiteboard = whiteboard;
    this.publications = publications;
    this.mostBytes = mostBytes;
    this.lifetime = lifetime;
    this.types = types;
    this.nanos = nanos;
    this.services = new ServiceCache(lifetime);
    this.meter =
        new PacketCounters(
            OwnPublications.LISTENER, () -> services.active(nanos.getAsLong()), nanos);
  }

  PacketCounters meter() {
    return meter;
  }

  void handle(Datagram datagram) {
    byte[] payload = datagram.payload();
    meter.received(payload.length);
    if (payload.length > mostBytes) {
      bad("oversize");
    } else if (isOwn(datagram)) {
      context.count("own", 1);
    } else {
      long now = nanos.getAsLong();
      Said said = new Said(datagram.address(), payload);
      CachedService known = services.again(said, now);
      if (known == null) {
        AnnouncementMessage.read(payload)
            .ifPresentOrElse(
                message -> handle(message, said, datagram, now), () -> bad("malformed"));
      } else {
        publish(known, datagram);
        if (services.due(known, now)) {
          AnnouncementMessage.read(payload).ifPresent(message -> report(known, message, datagram));
        }
      }
    }
  }

  private void bad(String how) {
    meter.failed();
    context.count(how, 1);
  }

  /** A group gives back what was sent to it from here. */
  private boolean isOwn(Datagram datagram) {
    return publications.sent(datagram.payload())
        && context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /** Takes in what this sender has not said just before. */
  private void handle(AnnouncementMessage message, Said said, Datagram datagram, long now) {
    if (!types.isEmpty() && types.stream().noneMatch(message.type()::contains)) {
      context.count("filtered", 1);
      return;
    }
    Self self = new Self(datagram.address(), message.type(), message.name(), message.addr());
    int substance = message.said().hashCode();
    CachedService known = services.again(self, said, substance, now);
    if (known == null) {
      ServiceEndpoint contact = ServiceEndpoint.of(message, datagram, context.links());
      publish(self, contact, datagram);
      if (message.tellsOfAService()) {
        known = services.add(self, contact, said, substance, now).orElse(null);
      }
    } else {
      publish(known, datagram);
    }
    if (known == null) {
      context.count("unlisted", 1);
    } else if (services.due(known, now)) {
      report(known, message, datagram);
    }
  }

  private void publish(CachedService heard, Datagram datagram) {
    publish(heard.self, heard.contact, datagram);
  }

  private void publish(Self self, ServiceEndpoint contact, Datagram datagram) {
    int lost =
        whiteboard.publish(
            self.type(),
            () ->
                new ReceivedAnnouncement(
                    new String(datagram.payload(), StandardCharsets.UTF_8),
                    self.type(),
                    self.name(),
                    contact.host(),
                    contact.port(),
                    datagram.source(),
                    datagram.interfaceName()));
    if (lost > 0) {
      context.count("listener_losses", lost);
    }
  }

  private void report(CachedService heard, AnnouncementMessage message, Datagram datagram) {
    ServiceEndpoint contact = ServiceEndpoint.of(message, datagram, context.links());
    context.report(SightingMapper.of(heard.key(), message, contact, datagram, lifetime));
  }
}
