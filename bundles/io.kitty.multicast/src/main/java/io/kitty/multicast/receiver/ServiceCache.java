// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.multicast.receiver.CachedService.PayloadKey;
import io.kitty.multicast.receiver.CachedService.ServiceKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The live services, bounded in total and per sender; the service that has been silent the longest
 * is evicted. Any thread.
 */
final class ServiceCache {

  private static final int MAX_SERVICES = 8192;
  private static final int MAX_PER_SENDER = 2048;

  private final long lifetime;

  /** In the order of their last packets, oldest first. */
  private final LinkedHashMap<ServiceKey, CachedService> services =
      new LinkedHashMap<>(16, 0.75f, true);

  private final Map<PayloadKey, CachedService> payloads = new HashMap<>();
  private final Map<InetAddress, Integer> countBySender = new HashMap<>();

  /**
   * @param lifetime how long a service is live after its last packet
   */
  ServiceCache(Duration lifetime) {
    this.lifetime = lifetime.toNanos();
  }

  /** Returns the service whose last payload this is, and refreshes it; null if there is none. */
  synchronized @Nullable CachedService refresh(PayloadKey payloadKey, long now) {
    CachedService service = payloads.get(payloadKey);
    if (service != null) {
      service.refresh(now);
      services.get(service.serviceKey);
    }
    return service;
  }

  /**
   * Returns the service with this key, and refreshes it with its new payload; null if there is
   * none.
   */
  synchronized @Nullable CachedService refresh(
      ServiceKey serviceKey, PayloadKey payloadKey, int contentHash, long now) {
    CachedService service = services.get(serviceKey);
    if (service != null) {
      payloads.remove(service.payloadKey());
      service.refresh(payloadKey, contentHash, now);
      payloads.put(payloadKey, service);
    }
    return service;
  }

  /** Adds a new service; empty if its sender has too many already. */
  synchronized Optional<CachedService> add(
      ServiceKey serviceKey,
      ServiceEndpoint endpoint,
      PayloadKey payloadKey,
      int contentHash,
      long now) {
    removeExpired(now);
    if (countBySender.getOrDefault(serviceKey.source(), 0) >= MAX_PER_SENDER) {
      return Optional.empty();
    }
    if (services.size() >= MAX_SERVICES) {
      Iterator<CachedService> eldest = services.values().iterator();
      CachedService oldest = eldest.next();
      eldest.remove();
      removed(oldest);
    }
    CachedService service = new CachedService(serviceKey, endpoint, payloadKey, contentHash, now);
    services.put(serviceKey, service);
    payloads.put(payloadKey, service);
    countBySender.merge(serviceKey.source(), 1, Integer::sum);
    return Optional.of(service);
  }

  /** Returns whether the service is to be reported to the hub now, and marks it as reported. */
  synchronized boolean takeReportDue(CachedService service, long now) {
    return service.takeReportDue(now, lifetime / 3);
  }

  /**
   * Returns how many services are live; one that is announced from several addresses counts once.
   */
  synchronized long active(long now) {
    removeExpired(now);
    return services.values().stream().map(CachedService::sightingKey).distinct().count();
  }

  private void removeExpired(long now) {
    Iterator<CachedService> eldest = services.values().iterator();
    while (eldest.hasNext()) {
      CachedService service = eldest.next();
      if (now - service.lastSeen() < lifetime) {
        return;
      }
      eldest.remove();
      removed(service);
    }
  }

  private void removed(CachedService service) {
    payloads.remove(service.payloadKey(), service);
    countBySender.computeIfPresent(
        service.serviceKey.source(), (s, count) -> count == 1 ? null : count - 1);
  }
}
