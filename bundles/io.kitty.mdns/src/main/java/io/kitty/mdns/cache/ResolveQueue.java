// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.Question;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The services of which the host is missing, and the hosts of which the address is. It holds only
 * what its {@link LinkCache} holds too. Not thread-safe.
 */
final class ResolveQueue {

  private final Set<ServiceInstance> offers = new LinkedHashSet<>();
  private final Set<CachedHost> hosts = new LinkedHashSet<>();
  private boolean news;

  void add(ServiceInstance offer) {
    news |= offers.add(offer);
  }

  void add(CachedHost host) {
    news |= hosts.add(host);
  }

  void remove(ServiceInstance offer) {
    offers.remove(offer);
  }

  void remove(CachedHost host) {
    hosts.remove(host);
  }

  /** Forgets the hosts that offer nothing. */
  void prune() {
    hosts.removeIf(host -> host.offers().isEmpty());
  }

  /** Whether something was added since the last time. */
  boolean hasNews() {
    boolean had = news && !(offers.isEmpty() && hosts.isEmpty());
    news = false;
    return had;
  }

  /** What has to be asked now to resolve them. */
  Set<Question> due(long now) {
    Set<Question> due = new LinkedHashSet<>();
    offers.forEach(offer -> due.addAll(offer.due(now)));
    hosts.forEach(host -> due.addAll(host.due(now)));
    return due;
  }
}
