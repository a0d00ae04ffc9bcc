// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The askers of all links: one for each link and address family. JmDNS is bound to one address for
 * its whole life, so a link that changes gets new ones, and the others are left alone.
 */
final class QuerySenders implements AutoCloseable {

  /** Makes an asker. */
  @FunctionalInterface
  interface Factory {
    QuerySender open(InetAddress address, int interfaceIndex) throws IOException;
  }

  private record Place(String interfaceName, int index, InetAddress address) {}

  private final DiscoveryContext context;
  private final boolean ipv6;
  private final Factory factory;
  private final Map<Place, QuerySender> senders = new HashMap<>();
  private boolean closed;

  QuerySenders(DiscoveryContext context, boolean ipv6, Factory factory) {
    this.context = context;
    this.ipv6 = ipv6;
    this.factory = factory;
  }

  /** Makes the askers fit the links; one that failed is replaced. */
  synchronized void follow(List<NetworkLink> links) {
    if (closed) {
      return;
    }
    Set<Place> wanted = new HashSet<>();
    links.forEach(link -> wanted.addAll(places(link)));
    senders
        .entrySet()
        .removeIf(
            entry -> {
              boolean unwanted = !wanted.contains(entry.getKey()) || entry.getValue().broken();
              if (unwanted) {
                entry.getValue().close();
              }
              return unwanted;
            });
    wanted.removeAll(senders.keySet());
    wanted.forEach(this::open);
  }

  /** The link's first IPv4 address, and its IPv6 link-local one, which groups are asked from. */
  private Set<Place> places(NetworkLink link) {
    Set<Place> places = new HashSet<>();
    first(link.subnets().stream().filter(Subnet::ipv4).toList(), link, places);
    if (ipv6) {
      List<Subnet> local =
          link.subnets().stream()
              .filter(subnet -> !subnet.ipv4() && subnet.address().isLinkLocalAddress())
              .toList();
      first(local, link, places);
    }
    return places;
  }

  private static void first(List<Subnet> subnets, NetworkLink link, Set<Place> places) {
    Optional<Subnet> first = subnets.stream().findFirst();
    first.ifPresent(subnet -> places.add(new Place(link.name(), link.index(), subnet.address())));
  }

  private void open(Place place) {
    try {
      senders.put(place, factory.open(place.address(), place.index()));
    } catch (IOException | RuntimeException e) {
      context.error(
          place.interfaceName(),
          "cannot ask from " + place.address().getHostAddress() + ": " + e.getMessage());
    }
  }

  /** Asks all on one link. */
  synchronized void query(
      String interfaceName, Collection<Question> questions, Collection<KnownAnswer> known) {
    senders.forEach(
        (place, asker) -> {
          if (place.interfaceName().equals(interfaceName)) {
            query(place, asker, questions, known);
          }
        });
  }

  private void query(
      Place place,
      QuerySender asker,
      Collection<Question> questions,
      Collection<KnownAnswer> known) {
    try {
      context.traffic(place.interfaceName(), 0, asker.query(questions, known));
    } catch (IOException | RuntimeException e) {
      context.error(place.interfaceName(), "cannot ask: " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    senders.values().forEach(QuerySender::close);
    senders.clear();
  }
}
