// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.multicast.CachedService.Said;
import io.kitty.multicast.CachedService.Self;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The services that are heard now, bounded in all and for each sender: the longest silent makes
 * room. Any thread.
 */
final class ServiceCache {

  private static final int MAX = 8192;
  private static final int MAX_OF_ONE = 2048;

  private final long lifetime;

  /** The longest silent first. */
  private final LinkedHashMap<Self, CachedService> services = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Said, CachedService> payloads = new HashMap<>();
  private final Map<InetAddress, Integer> ofSender = new HashMap<>();

  /**
   * @param lifetime how long a service is there after it was heard
   */
  ServiceCache(Duration lifetime) {
    this.lifetime = lifetime.toNanos();
  }

  /** The service that has said these very bytes last; heard once more by that. */
  synchronized @Nullable CachedService again(Said said, long now) {
    CachedService heard = payloads.get(said);
    if (heard != null) {
      heard.again(now);
      services.get(heard.self);
    }
    return heard;
  }

  /** The service of that sender and description; heard once more by that, with other bytes. */
  synchronized @Nullable CachedService again(Self self, Said said, int substance, long now) {
    CachedService heard = services.get(self);
    if (heard != null) {
      payloads.remove(heard.last());
      heard.again(said, substance, now);
      payloads.put(said, heard);
    }
    return heard;
  }

  /** Takes in a new one; empty if its sender has too many already. */
  synchronized Optional<CachedService> add(
      Self self, ServiceEndpoint contact, Said said, int substance, long now) {
    forgetSilent(now);
    if (ofSender.getOrDefault(self.source(), 0) >= MAX_OF_ONE) {
      return Optional.empty();
    }
    if (services.size() >= MAX) {
      Iterator<CachedService> eldest = services.values().iterator();
      CachedService silent = eldest.next();
      eldest.remove();
      dropped(silent);
    }
    CachedService heard = new CachedService(self, contact, said, substance, now);
    services.put(self, heard);
    payloads.put(said, heard);
    ofSender.merge(self.source(), 1, Integer::sum);
    return Optional.of(heard);
  }

  /** Whether the hub should be told of it now. */
  synchronized boolean due(CachedService heard, long now) {
    return heard.dueAt(now, lifetime / 3);
  }

  /** How many are heard now; one that is heard from several addresses counts once. */
  synchronized long active(long now) {
    forgetSilent(now);
    return services.values().stream().map(CachedService::key).distinct().count();
  }

  private void forgetSilent(long now) {
    Iterator<CachedService> eldest = services.values().iterator();
    while (eldest.hasNext()) {
      CachedService heard = eldest.next();
      if (now - heard.heardAt() < lifetime) {
        return;
      }
      eldest.remove();
      dropped(heard);
    }
  }

  private void dropped(CachedService heard) {
    payloads.remove(heard.last(), heard);
    ofSender.computeIfPresent(heard.self.source(), (s, count) -> count == 1 ? null : count - 1);
  }
}
