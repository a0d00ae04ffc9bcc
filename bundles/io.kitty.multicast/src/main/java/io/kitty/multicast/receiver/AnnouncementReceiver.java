// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.announce.ReceivedAnnouncement;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.multicast.counters.PacketCounters;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.group.SentPackets;
import io.kitty.multicast.message.AnnouncementMessage;
import io.kitty.multicast.receiver.CachedService.PayloadKey;
import io.kitty.multicast.receiver.CachedService.ServiceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Receives announcements. Each is counted and passed to the listeners, but a service is reported to
 * the hub only as often as needed, and a payload that a sender repeats unchanged is not parsed
 * again.
 */
public final class AnnouncementReceiver {

  private final DiscoveryContext context;
  private final ListenerDispatcher dispatcher;
  private final SentPackets sentPackets;
  private final LongSupplier nanos;
  private final int maxBytes;
  private final Duration lifetime;
  private final List<String> types;
  private final ServiceCache services;
  private final PacketCounters counters;

  /**
   * @param maxBytes the maximum length of an announcement
   * @param lifetime how long a service is live after its last packet
   * @param types substrings of the types to list; none: all types
   * @param nanos the monotonic time
   */
  public AnnouncementReceiver(
      DiscoveryContext context,
      ListenerDispatcher dispatcher,
      SentPackets sentPackets,
      int maxBytes,
      Duration lifetime,
      List<String> types,
      LongSupplier nanos) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.sentPackets = sentPackets;
    this.maxBytes = maxBytes;
    this.lifetime = lifetime;
    this.types = types;
    this.nanos = nanos;
    this.services = new ServiceCache(lifetime);
    this.counters =
        new PacketCounters(
            PublisherNames.LISTENER, () -> services.active(nanos.getAsLong()), nanos);
  }

  public PacketCounters counters() {
    return counters;
  }

  public void handle(Datagram datagram) {
    byte[] payload = datagram.payload();
    counters.received(payload.length);
    if (payload.length > maxBytes) {
      reject("oversize");
    } else if (isOwn(datagram)) {
      context.count("own", 1);
    } else {
      long now = nanos.getAsLong();
      PayloadKey payloadKey = new PayloadKey(datagram.address(), payload);
      CachedService known = services.refresh(payloadKey, now);
      if (known == null) {
        AnnouncementMessage.read(payload)
            .ifPresentOrElse(
                message -> handle(message, payloadKey, datagram, now), () -> reject("malformed"));
      } else {
        publish(known, datagram);
        if (services.takeReportDue(known, now)) {
          AnnouncementMessage.read(payload).ifPresent(message -> report(known, message, datagram));
        }
      }
    }
  }

  private void reject(String reason) {
    counters.failed();
    context.count(reason, 1);
  }

  /** A group loops back what was sent to it from here. */
  private boolean isOwn(Datagram datagram) {
    return sentPackets.contains(datagram.payload())
        && context.links().stream().anyMatch(link -> link.owns(datagram.address()));
  }

  /** Handles a payload that differs from the sender's last ones. */
  private void handle(
      AnnouncementMessage message, PayloadKey payloadKey, Datagram datagram, long now) {
    if (!types.isEmpty() && types.stream().noneMatch(message.type()::contains)) {
      context.count("filtered", 1);
      return;
    }
    ServiceKey serviceKey =
        new ServiceKey(datagram.address(), message.type(), message.name(), message.addr());
    int contentHash = message.attributes().hashCode();
    CachedService known = services.refresh(serviceKey, payloadKey, contentHash, now);
    if (known == null) {
      ServiceEndpoint endpoint = ServiceEndpoint.of(message, datagram, context.links());
      publish(serviceKey, endpoint, datagram);
      if (message.describesService()) {
        known = services.add(serviceKey, endpoint, payloadKey, contentHash, now).orElse(null);
      }
    } else {
      publish(known, datagram);
    }
    if (known == null) {
      context.count("unlisted", 1);
    } else if (services.takeReportDue(known, now)) {
      report(known, message, datagram);
    }
  }

  private void publish(CachedService service, Datagram datagram) {
    publish(service.serviceKey, service.endpoint, datagram);
  }

  private void publish(ServiceKey serviceKey, ServiceEndpoint endpoint, Datagram datagram) {
    int dropped =
        dispatcher.publish(
            serviceKey.type(),
            () ->
                new ReceivedAnnouncement(
                    new String(datagram.payload(), StandardCharsets.UTF_8),
                    serviceKey.type(),
                    serviceKey.name(),
                    endpoint.host(),
                    endpoint.port(),
                    datagram.source(),
                    datagram.interfaceName()));
    if (dropped > 0) {
      context.count("listener_losses", dropped);
    }
  }

  private void report(CachedService service, AnnouncementMessage message, Datagram datagram) {
    ServiceEndpoint endpoint = ServiceEndpoint.of(message, datagram, context.links());
    context.report(SightingMapper.of(service.sightingKey(), message, endpoint, datagram, lifetime));
  }
}
