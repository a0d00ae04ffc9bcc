// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import java.net.InetAddress;
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
 * What is known of the machines on one link, all that they said put together: which service is
 * where, and for how long that holds. Bounded: what was heard of longest ago gives way, and who
 * invents machines crowds out itself only. Not thread-safe.
 */
final class Zone {

  private static final int MOST_OFFERS = 4096;
  private static final int MOST_OFFERS_EACH = 64;
  private static final int MOST_HOSTS = 2048;
  private static final int MOST_HOSTS_EACH = 64;

  private final ServiceTypes types;
  private final Map<Name, Offer> offers = new LinkedHashMap<>();
  private final Map<Name, Host> hosts = new LinkedHashMap<>();
  private final Map<InetAddress, Integer> senders = new HashMap<>();
  private final Unresolved unresolved = new Unresolved();

  /**
   * @param types the service types to browse there
   */
  Zone(ServiceTypes types) {
    this.types = types;
  }

  /** The service types to browse there. */
  ServiceTypes types() {
    return types;
  }

  /** The services and hosts of which something is missing. */
  Unresolved unresolved() {
    return unresolved;
  }

  /**
   * Takes in what a message says.
   *
   * @param place where it came in
   * @return the machines that it is about
   */
  Set<Host> hear(Message message, InetAddress sender, Addresses place, long now) {
    return new Hearing(this, message, sender, place, now).take();
  }

  /** The offer of this name, if there is one. */
  Optional<Offer> known(ServiceName name) {
    return Optional.ofNullable(offers.get(name.full()));
  }

  /** The host of this name, if there is one. */
  Optional<Host> known(Name name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** The offer of this name, be it a new one; what was heard of last stands last. */
  Offer offer(ServiceName name) {
    Offer offer = offers.remove(name.full());
    if (offer == null) {
      offer = new Offer(name);
      unresolved.add(offer);
      if (offers.size() >= MOST_OFFERS) {
        drop(offers.values().iterator().next());
      }
    }
    offers.put(name.full(), offer);
    return offer;
  }

  /** The host of this name, be it a new one; empty if its sender speaks for too many already. */
  Optional<Host> host(Name name, InetAddress sender) {
    Host host = hosts.remove(name);
    if (host == null) {
      if (senders.getOrDefault(sender, 0) >= MOST_HOSTS_EACH) {
        return Optional.empty();
      }
      if (hosts.size() >= MOST_HOSTS) {
        drop(hosts.values().iterator().next());
      }
      host = new Host(name, sender);
      senders.merge(sender, 1, Integer::sum);
    }
    hosts.put(name, host);
    return Optional.of(host);
  }

  /** Notes where an offer is, wherever it was before. */
  void locate(Offer offer, Host host, int port, Lease lease) {
    Host before = offer.host();
    if (before != null && before != host) {
      before.offers().remove(offer);
    }
    offer.server(host, port, lease);
    unresolved.remove(offer);
    host.offers().add(offer);
    if (host.offers().size() > MOST_OFFERS_EACH) {
      drop(host.offers().iterator().next());
    }
    if (!host.isAddressed()) {
      unresolved.add(host);
    }
  }

  /** Notes an address of a host. */
  void address(Host host, InetAddress address, Lease lease, Comparator<InetAddress> order) {
    host.address(address, lease, order);
    unresolved.remove(host);
  }

  private void drop(Host host) {
    List.copyOf(host.offers()).forEach(this::drop);
    hosts.remove(host.name());
    unresolved.remove(host);
    senders.computeIfPresent(host.introducer(), (each, count) -> count == 1 ? null : count - 1);
  }

  private void drop(Offer offer) {
    offers.remove(offer.name().full());
    unresolved.remove(offer);
    Host host = offer.host();
    if (host != null) {
      host.offers().remove(offer);
    }
  }

  /**
   * Forgets what holds no longer.
   *
   * @return the machines that this is about
   */
  Set<Host> prune(long now) {
    Set<Host> touched = new LinkedHashSet<>();
    for (Offer offer : List.copyOf(offers.values())) {
      if (offer.ended(now)) {
        drop(offer);
        Host host = offer.host();
        if (host != null) {
          host.withdrew(offer.withdrawn());
          touched.add(host);
        }
      }
    }
    for (Host host : hosts.values()) {
      if (host.prune(now)) {
        touched.add(host);
      }
    }
    hosts.values().stream().filter(Host::isEmpty).toList().forEach(this::drop);
    unresolved.prune();
    return touched;
  }

  /** The machines that were put off; they may be reported again. */
  Set<Host> takePutOff() {
    Set<Host> taken = new LinkedHashSet<>();
    hosts.values().stream().filter(Host::takePutOff).forEach(taken::add);
    return taken;
  }

  /** The machines that offer services. */
  Collection<Host> hosts() {
    return hosts.values().stream().filter(host -> !host.offers().isEmpty()).toList();
  }

  /** What has to be asked now: what is missing, and what ends soon. */
  Set<Question> due(long now) {
    Set<Question> due = new LinkedHashSet<>();
    offers.values().forEach(offer -> due.addAll(offer.due(now)));
    hosts.values().forEach(host -> due.addAll(host.due(now)));
    return due;
  }

  /** The pointers of which one may say that they are known. */
  List<KnownAnswer> known(long now) {
    List<KnownAnswer> known = new ArrayList<>();
    for (Offer offer : offers.values()) {
      long ttl = offer.knownFor(now);
      if (ttl > 0) {
        known.add(
            new KnownAnswer(ServiceName.browse(offer.name().type()), offer.name().full(), ttl));
      }
    }
    return known;
  }
}
