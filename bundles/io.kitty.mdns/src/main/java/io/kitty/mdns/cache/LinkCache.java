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
import java.util.stream.Collectors;

/**
 * What is known of the machines on one link, all that they said put together: which service is
 * where, and for how long that holds. Bounded: what was heard of longest ago gives way, and who
 * invents machines crowds out itself only. Not thread-safe.
 */
public final class LinkCache {

  /** Judges the addresses that hosts on the link state. */
  public interface AddressPolicy {

    /** Returns whether an address is one of this hub's own. */
    boolean isOurs(InetAddress address);

    /** Returns the order in which to keep the addresses of a host, the best of a family first. */
    Comparator<InetAddress> order();
  }

  private static final int MAX_OFFERS = 4096;
  private static final int MAX_OFFERS_EACH = 64;
  private static final int MAX_HOSTS = 2048;
  private static final int MAX_HOSTS_EACH = 64;

  /** How many senders are heard of one name. */
  private static final int MAX_SENDERS = 32;

  private final ServiceTypes types;
  private final InstantSource wall;
  private final SenderQuota<ServiceInstance> offers = new SenderQuota<>();
  private final SenderQuota<CachedHost> hosts = new SenderQuota<>();
  private final Map<InetAddress, Integer> senders = new HashMap<>();
  private final ResolveQueue unresolved = new ResolveQueue();
  private final Verifications doubts = new Verifications();

  /**
   * @param types the service types to browse there
   * @param wall the time of day
   */
  public LinkCache(ServiceTypes types, InstantSource wall) {
    this.types = types;
    this.wall = wall;
  }

  /** The service types to browse there. */
  public ServiceTypes types() {
    return types;
  }

  /** What one machine says and another one contradicts. */
  Verifications doubts() {
    return doubts;
  }

  /**
   * Takes in what a message says.
   *
   * @param addresses judges the addresses that the message states
   * @return the machines that it is about
   */
  public Set<CachedHost> handle(
      DnsMessage message, InetAddress sender, AddressPolicy addresses, long now) {
    return new CacheUpdater(this, message, sender, addresses, now).take();
  }

  /** What all senders say of the service of this name. */
  List<ServiceInstance> offers(ServiceInstanceName name) {
    return offers.of(name.full());
  }

  /** What all senders say of the host of this name. */
  List<CachedHost> hosts(DnsName name) {
    return hosts.of(name);
  }

  /** What a sender says of the host of this name, if it is known. */
  public Optional<CachedHost> known(DnsName name, InetAddress sender) {
    return hosts.find(name, sender);
  }

  /**
   * A sender's offer of this name, be it a new one; what was heard of last stands last. Empty if
   * too many others speak of the name already.
   */
  Optional<ServiceInstance> offer(ServiceInstanceName name, InetAddress sender) {
    Optional<ServiceInstance> known = offers.renew(name.full(), sender);
    if (known.isPresent() || offers.count(name.full()) >= MAX_SENDERS) {
      return known;
    }
    if (offers.size() >= MAX_OFFERS) {
      drop(offers.values().iterator().next());
    }
    ServiceInstance offer = new ServiceInstance(name, sender);
    unresolved.add(offer);
    offers.add(name.full(), sender, offer);
    return Optional.of(offer);
  }

  /**
   * A sender's host of this name, be it a new one; empty if the sender speaks for too many already,
   * or too many others speak of the name.
   */
  Optional<CachedHost> host(DnsName name, InetAddress sender) {
    Optional<CachedHost> known = hosts.renew(name, sender);
    if (known.isPresent()
        || hosts.count(name) >= MAX_SENDERS
        || senders.getOrDefault(sender, 0) >= MAX_HOSTS_EACH) {
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
    return hosts.of(name).stream()
        .flatMap(host -> host.ownAddresses().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Whose word counts of a host name at an address: the machine's own, else that of who spoke of it
   * first; empty where nobody says that it is there.
   */
  public Optional<CachedHost> speaker(DnsName name, InetAddress address) {
    return hosts.of(name).stream()
        .filter(host -> !host.offers().isEmpty() && host.isAt(address))
        .min(Comparator.comparing(host -> !host.sender().equals(address)));
  }

  /** Notes where an offer is, wherever it was before. */
  void locate(ServiceInstance offer, CachedHost host, int port, RecordTtl lease) {
    CachedHost before = offer.host();
    if (before != null && before != host) {
      before.offers().remove(offer);
    }
    offer.server(host, port, lease);
    unresolved.remove(offer);
    host.offers().add(offer);
    if (host.offers().size() > MAX_OFFERS_EACH) {
      drop(host.offers().iterator().next());
    }
    if (!host.isAddressed()) {
      unresolved.add(host);
    }
  }

  /** Notes an address of a host. */
  void address(
      CachedHost host, InetAddress address, RecordTtl lease, Comparator<InetAddress> order) {
    host.address(address, lease, order);
    unresolved.remove(host);
  }

  private void drop(CachedHost host) {
    List.copyOf(host.offers()).forEach(this::drop);
    hosts.remove(host.name(), host.sender());
    unresolved.remove(host);
    senders.computeIfPresent(host.sender(), (each, count) -> count == 1 ? null : count - 1);
  }

  private void drop(ServiceInstance offer) {
    offers.remove(offer.name().full(), offer.sender());
    unresolved.remove(offer);
    CachedHost host = offer.host();
    if (host != null) {
      host.offers().remove(offer);
    }
  }

  /**
   * Forgets what holds no longer.
   *
   * @return the machines that this is about
   */
  public Set<CachedHost> prune(long now) {
    Set<CachedHost> touched = new LinkedHashSet<>();
    doubts.settle(now, touched).forEach(answer -> resolve(answer, touched, now));
    for (ServiceInstance offer : offers.list()) {
      if (offer.ended(now)) {
        drop(offer);
        CachedHost host = offer.host();
        if (host != null) {
          host.withdrew(offer.withdrawn());
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

  /** Has a contradiction to what goes on told of both machines. */
  private void resolve(Verifications.Answer answer, Set<CachedHost> touched, long now) {
    Instant since = wall.instant();
    InetAddress by = answer.by();
    InetAddress against = answer.doubted().sender();
    answer.doubted().machine().ifPresent(host -> host.disputes().add(answer, by, since, now));
    for (CachedHost host : hosts.values()) {
      if (host.sender().equals(by) && host.isAt(by)) {
        host.disputes().add(answer, against, since, now);
        touched.add(host);
      }
    }
  }

  /** The machines that were put off; they may be reported again. */
  public Set<CachedHost> takePutOff() {
    Set<CachedHost> taken = new LinkedHashSet<>();
    hosts.values().stream().filter(CachedHost::takePutOff).forEach(taken::add);
    return taken;
  }

  /**
   * The machines that offer services and are heard as lately as any other of their name: one that
   * is not may have moved to where the other one is.
   */
  public Collection<CachedHost> current() {
    return hosts.values().stream()
        .filter(host -> !host.offers().isEmpty())
        .filter(host -> hosts.of(host.name()).stream().noneMatch(host::isOvertakenBy))
        .toList();
  }

  /** What has to be asked now: what is missing, and what ends soon. */
  public Set<Question> due(long now) {
    Set<Question> due = doubts.due(now);
    offers.values().forEach(offer -> due.addAll(offer.due(now)));
    hosts.values().forEach(host -> due.addAll(host.due(now)));
    return due;
  }

  /** Whether an answer left something open that was not asked for yet. */
  public boolean hasOpenQuestions() {
    return unresolved.hasNews() || doubts.hasNews() || !types.fresh().isEmpty();
  }

  /** What answers left open, to be asked at once; the types in it are not fresh any more. */
  public List<Question> takeOpenQuestions(long now) {
    List<Question> open = new ArrayList<>(doubts.due(now));
    types.takeFresh().forEach(type -> open.add(Question.browse(type)));
    open.addAll(unresolved.due(now));
    return open;
  }

  /** The pointers of which one may say that they are known. */
  public List<KnownAnswer> known(long now) {
    Map<DnsName, KnownAnswer> known = new LinkedHashMap<>();
    for (ServiceInstance offer : offers.values()) {
      long ttl = offer.knownFor(now);
      if (ttl > 0) {
        DnsName type = ServiceInstanceName.browse(offer.name().type());
        known.putIfAbsent(offer.name().full(), new KnownAnswer(type, offer.name().full(), ttl));
      }
    }
    return List.copyOf(known.values());
  }
}
