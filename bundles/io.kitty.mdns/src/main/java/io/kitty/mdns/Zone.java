// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.ResourceRecord.Address;
import io.kitty.mdns.ResourceRecord.Pointer;
import io.kitty.mdns.ResourceRecord.Server;
import io.kitty.mdns.ResourceRecord.Text;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  private static final int MOST_TYPES = 256;

  private final Map<Name, Offer> offers = new LinkedHashMap<>();
  private final Map<Name, Host> hosts = new LinkedHashMap<>();
  private final Map<InetAddress, Integer> senders = new HashMap<>();
  private final Set<String> types = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<Offer> unlocated = new LinkedHashSet<>();
  private final Set<Host> unaddressed = new LinkedHashSet<>();
  private final Set<Host> putOff = new LinkedHashSet<>();
  private boolean news;

  /**
   * Takes in what a message says.
   *
   * @return the machines that it is about
   */
  Set<Host> hear(Message message, InetAddress sender, long now) {
    Set<Host> touched = new LinkedHashSet<>();
    for (ResourceRecord each : message.records()) {
      Lease lease = new Lease(now, each.validity().ttl(), message.direct());
      if (each instanceof Pointer pointer) {
        hear(pointer, lease, now).ifPresent(touched::add);
      } else if (each instanceof Server server) {
        touched.addAll(hear(server, sender, lease, now));
      } else if (each instanceof Text text) {
        hear(text, lease).ifPresent(touched::add);
      } else if (each instanceof Address address) {
        hear(address, sender, lease, now).ifPresent(touched::add);
      }
    }
    flush(message, now);
    news &= !unlocated.isEmpty() || !unaddressed.isEmpty();
    touched.forEach(host -> host.heardFrom(sender));
    return touched;
  }

  private Optional<Host> hear(Pointer pointer, Lease lease, long now) {
    if (pointer.name().equals(ServiceName.TYPES)) {
      if (!pointer.validity().goodbye() && types.size() < MOST_TYPES) {
        ServiceName.typeOf(pointer.target()).ifPresent(types::add);
      }
      return Optional.empty();
    }
    Optional<ServiceName> name = ServiceName.of(pointer.target());
    Optional<String> subtype = name.flatMap(each -> each.subtypeOf(pointer.name()));
    if (name.isEmpty() || subtype.isEmpty()) {
      return Optional.empty();
    }
    if (pointer.validity().goodbye()) {
      return subtype.get().isEmpty() ? withdraw(name.get(), now) : Optional.empty();
    }
    Offer offer = offer(name.get());
    offer.pointer(subtype.get(), lease);
    return Optional.ofNullable(offer.host());
  }

  private Set<Host> hear(Server server, InetAddress sender, Lease lease, long now) {
    Set<Host> touched = new LinkedHashSet<>();
    Optional<ServiceName> name = ServiceName.of(server.name());
    if (name.isEmpty()) {
      return touched;
    }
    if (server.validity().goodbye()) {
      withdraw(name.get(), now).ifPresent(touched::add);
      return touched;
    }
    Optional<Host> place = host(server.host(), sender);
    if (place.isEmpty()) {
      return touched;
    }
    Host host = place.get();
    Offer offer = offer(name.get());
    Host before = offer.host();
    if (before != null && before != host) {
      before.offers().remove(offer);
      touched.add(before);
    }
    offer.server(host, server.port(), lease);
    unlocated.remove(offer);
    host.offers().add(offer);
    if (host.offers().size() > MOST_OFFERS_EACH) {
      drop(host.offers().iterator().next());
    }
    if (!host.isAddressed() && unaddressed.add(host)) {
      news = true;
    }
    touched.add(host);
    return touched;
  }

  private Optional<Host> hear(Text text, Lease lease) {
    Optional<ServiceName> name = ServiceName.of(text.name());
    if (name.isEmpty() || text.validity().goodbye()) {
      return Optional.empty();
    }
    Offer offer = offer(name.get());
    offer.text(text.txt(), lease);
    return Optional.ofNullable(offer.host());
  }

  private Optional<Host> hear(Address address, InetAddress sender, Lease lease, long now) {
    if (address.validity().goodbye()) {
      Optional<Host> known = Optional.ofNullable(hosts.get(address.name()));
      known.ifPresent(host -> host.leave(address.address(), now));
      return known;
    }
    Optional<Host> host = host(address.name(), sender);
    host.ifPresent(each -> each.address(address.address(), lease));
    host.ifPresent(unaddressed::remove);
    return host;
  }

  private Optional<Host> withdraw(ServiceName name, long now) {
    Optional<Offer> offer = Optional.ofNullable(offers.get(name.full()));
    offer.ifPresent(each -> each.withdraw(now));
    return offer.map(Offer::host);
  }

  /** Where a message names addresses with the cache-flush bit, there are no others. */
  private void flush(Message message, long now) {
    Map<Host, Set<InetAddress>> named = new LinkedHashMap<>();
    for (ResourceRecord each : message.records()) {
      Host host = hosts.get(each.name());
      if (host != null
          && each instanceof Address address
          && address.validity().flush()
          && !address.validity().goodbye()) {
        named.computeIfAbsent(host, key -> new HashSet<>()).add(address.address());
      }
    }
    named.forEach(
        (host, addresses) ->
            addresses.stream()
                .map(Inet4Address.class::isInstance)
                .distinct()
                .forEach(ipv4 -> host.leaveAllBut(addresses, ipv4, now)));
  }

  /** The offer of this name; what was heard of last stands last. */
  private Offer offer(ServiceName name) {
    Offer known = offers.remove(name.full());
    Offer offer = known == null ? new Offer(name) : known;
    if (known == null) {
      unlocated.add(offer);
      news = true;
      if (offers.size() >= MOST_OFFERS) {
        drop(offers.values().iterator().next());
      }
    }
    offers.put(name.full(), offer);
    return offer;
  }

  /** The host of this name; empty if its sender speaks for too many already. */
  private Optional<Host> host(Name name, InetAddress sender) {
    Host known = hosts.remove(name);
    if (known == null) {
      if (senders.getOrDefault(sender, 0) >= MOST_HOSTS_EACH) {
        return Optional.empty();
      }
      if (hosts.size() >= MOST_HOSTS) {
        drop(hosts.values().iterator().next());
      }
      known = new Host(name, sender);
      senders.merge(sender, 1, Integer::sum);
    }
    hosts.put(name, known);
    return Optional.of(known);
  }

  private void drop(Host host) {
    List.copyOf(host.offers()).forEach(this::drop);
    hosts.remove(host.name());
    unaddressed.remove(host);
    putOff.remove(host);
    senders.computeIfPresent(host.introducer(), (each, count) -> count == 1 ? null : count - 1);
  }

  private void drop(Offer offer) {
    offers.remove(offer.name().full());
    unlocated.remove(offer);
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
    unaddressed.removeIf(host -> host.offers().isEmpty());
    return touched;
  }

  /** Notes a machine that spoke too often to be reported each time. */
  void putOff(Host host) {
    putOff.add(host);
  }

  /** The machines that were put off; they may be reported again. */
  Set<Host> takePutOff() {
    Set<Host> taken = new LinkedHashSet<>(putOff);
    putOff.clear();
    hosts.values().forEach(Host::newTick);
    return taken;
  }

  /** The machines that offer services. */
  Collection<Host> hosts() {
    return hosts.values().stream().filter(host -> !host.offers().isEmpty()).toList();
  }

  /** The types that were found by asking which there are. */
  Set<String> types() {
    return types;
  }

  /** What has to be asked now: what is missing, and what ends soon. */
  Set<Question> due(long now) {
    Set<Question> due = new LinkedHashSet<>();
    offers.values().forEach(offer -> due.addAll(offer.due(now)));
    hosts.values().forEach(host -> due.addAll(host.due(now)));
    return due;
  }

  /** Whether there are services since the last time of which the host or its address is missing. */
  boolean hasNews() {
    boolean had = news;
    news = false;
    return had;
  }

  /** What has to be asked now about services of which the host or its address is missing. */
  Set<Question> missing(long now) {
    Set<Question> missing = new LinkedHashSet<>();
    unlocated.forEach(offer -> missing.addAll(offer.due(now)));
    unaddressed.forEach(host -> missing.addAll(host.due(now)));
    return missing;
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
