// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.RecordTtl;
import io.kitty.mdns.dns.ServiceInstanceName;
import io.kitty.mdns.type.ServiceTypes;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cache of one link: hosts and service instances by name and sender, with their TTLs. Bounded
 * by LRU eviction and a quota per sender, so that a sender that invents hosts evicts only its own.
 * Not thread-safe.
 */
public final class LinkCache {

  /** Decides about the addresses that records state. */
  public interface AddressPolicy {

    /** Returns whether an address is one of this hub's own. */
    boolean isOurs(InetAddress address);

    /** Returns the order of a host's addresses, the best of a family first. */
    Comparator<InetAddress> order();
  }

  private static final int MAX_INSTANCES = 4096;
  private static final int MAX_INSTANCES_PER_SENDER = 64;
  private static final int MAX_HOSTS = 2048;
  private static final int MAX_HOSTS_PER_SENDER = 64;

  /** The maximum of senders per name. */
  private static final int MAX_SENDERS = 32;

  private final ServiceTypes types;
  private final InstantSource wall;
  private final SenderTable<ServiceInstance> instances = new SenderTable<>();
  private final SenderTable<CachedHost> hosts = new SenderTable<>();
  private final Map<InetAddress, Integer> senders = new HashMap<>();
  private final ResolveQueue unresolved = new ResolveQueue();
  private final Verifications verifications = new Verifications();

  /**
   * @param types the service types to browse on this link
   * @param wall the time of day
   */
  public LinkCache(ServiceTypes types, InstantSource wall) {
    this.types = types;
    this.wall = wall;
  }

  /** Returns the service types to browse on this link. */
  public ServiceTypes types() {
    return types;
  }

  /** Returns the pending verifications of contradicted records. */
  Verifications verifications() {
    return verifications;
  }

  /**
   * Applies a response.
   *
   * @param addresses decides about the stated addresses
   * @return the hosts that it concerns
   */
  public Set<CachedHost> handle(
      DnsMessage message, InetAddress sender, AddressPolicy addresses, long now) {
    return new CacheUpdater(this, message, sender, addresses, now).take();
  }

  /** Returns the instances of this name, one per sender. */
  List<ServiceInstance> instances(ServiceInstanceName name) {
    return instances.of(name.full());
  }

  /** Returns the hosts of this name, one per sender. */
  List<CachedHost> hosts(DnsName name) {
    return hosts.of(name);
  }

  /** Returns a sender's host of this name, if present. */
  public Optional<CachedHost> known(DnsName name, InetAddress sender) {
    return hosts.find(name, sender);
  }

  /**
   * Returns a sender's instance of this name as the most recently used, creating it if absent.
   * Empty if the name has too many senders.
   */
  Optional<ServiceInstance> instance(ServiceInstanceName name, InetAddress sender) {
    Optional<ServiceInstance> known = instances.renew(name.full(), sender);
    if (known.isPresent() || instances.count(name.full()) >= MAX_SENDERS) {
      return known;
    }
    if (instances.size() >= MAX_INSTANCES) {
      drop(instances.values().iterator().next());
    }
    ServiceInstance instance = new ServiceInstance(name, sender);
    unresolved.add(instance);
    instances.add(name.full(), sender, instance);
    return Optional.of(instance);
  }

  /**
   * Returns a sender's host of this name as the most recently used, creating it if absent. Empty if
   * the sender has too many hosts, the name has too many senders, or it has no visible character.
   */
  Optional<CachedHost> host(DnsName name, InetAddress sender) {
    Optional<CachedHost> known = hosts.renew(name, sender);
    if (known.isPresent()
        || hosts.count(name) >= MAX_SENDERS
        || senders.getOrDefault(sender, 0) >= MAX_HOSTS_PER_SENDER
        || !name.isVisible()) {
      return known;
    }
    if (hosts.size() >= MAX_HOSTS) {
      drop(hosts.values().iterator().next());
    }
    CachedHost host = new CachedHost(name, sender, () -> stated(name));
    senders.merge(sender, 1, Integer::sum);
    hosts.add(name, sender, host);
    return Optional.of(host);
  }

  private Set<InetAddress> stated(DnsName name) {
    Set<InetAddress> stated = new LinkedHashSet<>();
    for (CachedHost host : hosts.of(name)) {
      stated.addAll(host.ownAddresses());
    }
    return stated;
  }

  /**
   * Returns the host that is reported for a name at an address: the device's own statement, else
   * that of the first sender; empty if no host of this name has the address.
   */
  public Optional<CachedHost> preferred(DnsName name, InetAddress address) {
    CachedHost preferred = null;
    for (CachedHost host : hosts.of(name)) {
      if (!host.instances().isEmpty() && host.isAt(address)) {
        if (host.sender().equals(address)) {
          return Optional.of(host);
        }
        preferred = preferred == null ? host : preferred;
      }
    }
    return Optional.ofNullable(preferred);
  }

  /** Sets the location of an instance and removes it from the previous one. */
  void locate(ServiceInstance instance, CachedHost host, int port, RecordTtl ttl) {
    CachedHost before = instance.host();
    if (before != null && before != host) {
      before.instances().remove(instance);
    }
    instance.server(host, port, ttl);
    unresolved.remove(instance);
    host.instances().add(instance);
    if (host.instances().size() > MAX_INSTANCES_PER_SENDER) {
      drop(host.instances().iterator().next());
    }
    if (!host.isAddressed()) {
      unresolved.add(host);
    }
  }

  /** Adds or renews an address of a host. */
  void address(CachedHost host, InetAddress address, RecordTtl ttl, Comparator<InetAddress> order) {
    host.address(address, ttl, order);
    unresolved.remove(host);
  }

  private void drop(CachedHost host) {
    List.copyOf(host.instances()).forEach(this::drop);
    hosts.remove(host.name(), host.sender());
    unresolved.remove(host);
    senders.computeIfPresent(host.sender(), (each, count) -> count == 1 ? null : count - 1);
  }

  private void drop(ServiceInstance instance) {
    instances.remove(instance.name().full(), instance.sender());
    unresolved.remove(instance);
    CachedHost host = instance.host();
    if (host != null) {
      host.instances().remove(instance);
    }
  }

  /**
   * Removes expired records.
   *
   * @return the hosts that this concerns
   */
  public Set<CachedHost> prune(long now) {
    Set<CachedHost> touched = new LinkedHashSet<>();
    verifications.settle(now, touched).forEach(answer -> resolve(answer, touched, now));
    for (ServiceInstance instance : instances.list()) {
      if (instance.ended(now)) {
        drop(instance);
        CachedHost host = instance.host();
        if (host != null) {
          host.withdrew(instance.withdrawn());
          touched.add(host);
        }
      }
    }
    for (CachedHost host : hosts.values()) {
      if (host.prune(now)) {
        touched.add(host);
      }
    }
    hosts.values().stream().filter(CachedHost::isEmpty).toList().forEach(this::drop);
    unresolved.prune();
    return touched;
  }

  /** Adds a warning about a contradiction to both devices. */
  private void resolve(Verifications.Answer answer, Set<CachedHost> touched, long now) {
    Instant since = wall.instant();
    InetAddress by = answer.by();
    InetAddress against = answer.record().sender();
    answer.record().device().ifPresent(host -> host.conflicts().add(answer, by, since, now));
    for (CachedHost host : hosts.values()) {
      if (host.sender().equals(by) && host.isAt(by)) {
        host.conflicts().add(answer, against, since, now);
        touched.add(host);
      }
    }
  }

  /** Returns the hosts whose reports were deferred; they may be reported again. */
  public Set<CachedHost> takeDeferred() {
    Set<CachedHost> taken = new LinkedHashSet<>();
    hosts.values().stream().filter(CachedHost::takeDeferred).forEach(taken::add);
    return taken;
  }

  /**
   * Returns the hosts with services that no other host of the same name supersedes: a superseded
   * one may have moved to the address of the other.
   */
  public Collection<CachedHost> current() {
    return hosts.values().stream()
        .filter(host -> !host.instances().isEmpty())
        .filter(host -> hosts.of(host.name()).stream().noneMatch(host::isSupersededBy))
        .toList();
  }

  /** Returns the questions that are due: missing records, and records about to expire. */
  public Set<Question> due(long now) {
    Set<Question> due = verifications.due(now);
    instances.values().forEach(instance -> due.addAll(instance.due(now)));
    hosts.values().forEach(host -> due.addAll(host.due(now)));
    return due;
  }

  /** Returns whether a response left something open that was not queried yet. */
  public boolean hasOpenQuestions() {
    return unresolved.hasUnasked() || verifications.hasUnasked() || !types.fresh().isEmpty();
  }

  /**
   * Returns the questions that responses left open, for an immediate query; new service types in it
   * count as browsed.
   */
  public List<Question> takeOpenQuestions(long now) {
    List<Question> open = new ArrayList<>(verifications.due(now));
    types.takeFresh().forEach(type -> open.add(Question.browse(type)));
    open.addAll(unresolved.due(now));
    return open;
  }

  /** Returns the known answers for queries. */
  public List<KnownAnswer> known(long now) {
    Map<DnsName, KnownAnswer> known = new LinkedHashMap<>();
    for (ServiceInstance instance : instances.values()) {
      long ttl = instance.knownFor(now);
      if (ttl > 0) {
        DnsName type = ServiceInstanceName.browse(instance.name().type());
        known.putIfAbsent(
            instance.name().full(), new KnownAnswer(type, instance.name().full(), ttl));
      }
    }
    return List.copyOf(known.values());
  }
}
