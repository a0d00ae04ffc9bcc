// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.Question;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The instances without SRV record and the hosts without address. Holds only what its {@link
 * LinkCache} holds. Not thread-safe.
 */
final class ResolveQueue {

  private final Set<ServiceInstance> instances = new LinkedHashSet<>();
  private final Set<CachedHost> hosts = new LinkedHashSet<>();
  private boolean unasked;

  void add(ServiceInstance instance) {
    unasked |= instances.add(instance);
  }

  void add(CachedHost host) {
    unasked |= hosts.add(host);
  }

  void remove(ServiceInstance instance) {
    instances.remove(instance);
  }

  void remove(CachedHost host) {
    hosts.remove(host);
  }

  /** Removes the hosts without services. */
  void prune() {
    hosts.removeIf(host -> host.instances().isEmpty());
  }

  /** Returns whether something was added since the last call and is still missing. */
  boolean hasUnasked() {
    boolean had = unasked && !(instances.isEmpty() && hosts.isEmpty());
    unasked = false;
    return had;
  }

  /** Returns the questions that are due to resolve them. */
  Set<Question> due(long now) {
    Set<Question> due = new LinkedHashSet<>();
    instances.forEach(instance -> due.addAll(instance.due(now)));
    hosts.forEach(host -> due.addAll(host.due(now)));
    return due;
  }
}
