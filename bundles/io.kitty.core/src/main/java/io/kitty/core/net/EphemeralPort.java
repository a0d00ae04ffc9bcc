// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Subnet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Free ports to ask from, and where answers come in: one socket for each IPv4 address of the
 * selected interfaces and one for each interface that speaks IPv6, so that the interface of an
 * answer is certain; and one for addresses behind a router.
 */
final class EphemeralPort implements UdpPort {

  private static final InetAddress EVERYBODY = Subnet.parse("255.255.255.255").address();

  /** What a socket is for: an interface, and the address of it that it is bound to. */
  private record Place(String name, int index, Subnet subnet) {}

  private final PortSpec spec;
  private final UdpReactor reactor;
  private final InterfaceCounters traffic;
  private final Consumer<Datagram> handler;
  private final Map<Place, DatagramChannel> sockets = new HashMap<>();
  private final Map<Boolean, DatagramChannel> routed = new HashMap<>();
  private volatile List<NetworkLink> all = List.of();
  private volatile boolean closed;

  EphemeralPort(
      PortSpec spec, UdpReactor reactor, InterfaceCounters traffic, Consumer<Datagram> handler) {
    this.spec = spec;
    this.reactor = reactor;
    this.traffic = traffic;
    this.handler = handler;
  }

  @Override
  public synchronized boolean follow(List<NetworkLink> selected, List<NetworkLink> everything) {
    if (closed) {
      return true;
    }
    all = everything;
    Set<Place> missing = new HashSet<>();
    selected.forEach(link -> missing.addAll(places(link)));
    sockets
        .entrySet()
        .removeIf(
            entry -> {
              boolean unwanted = !missing.contains(entry.getKey());
              if (unwanted) {
                reactor.remove(entry.getValue());
              }
              return unwanted;
            });
    missing.removeAll(sockets.keySet());
    boolean whole = true;
    for (Place place : missing) {
      whole &= open(place);
    }
    return whole;
  }

  /**
   * Every IPv4 address; of the IPv6 ones the link-local, which groups of the link are asked from.
   */
  private static List<Place> places(NetworkLink link) {
    List<Place> places = new ArrayList<>();
    Optional<Subnet> ipv6 = Optional.empty();
    for (Subnet subnet : link.subnets()) {
      if (subnet.ipv4()) {
        places.add(new Place(link.name(), link.index(), subnet));
      } else if (ipv6.isEmpty() || subnet.address().isLinkLocalAddress()) {
        ipv6 = Optional.of(subnet);
      }
    }
    ipv6.ifPresent(subnet -> places.add(new Place(link.name(), link.index(), subnet)));
    return places;
  }

  private boolean open(Place place) {
    String name = place.name();
    InetAddress address = place.subnet().address();
    try {
      DatagramChannel channel =
          UdpSockets.open(UdpSockets.family(address), new InetSocketAddress(address, 0), false);
      UdpSockets.multicastFrom(channel, UdpSockets.nif(place.index()), spec.ttl());
      reactor.add(channel, new Reader(name));
      sockets.put(place, channel);
      traffic.failed(name, false);
      return true;
    } catch (IOException | RuntimeException e) {
      traffic.failed(name, true);
      traffic.error(
          name, "cannot open a port at " + address.getHostAddress() + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public synchronized void send(byte[] payload, InetSocketAddress to) {
    if (closed) {
      return;
    }
    var socket = socketTowards(to.getAddress());
    if (socket.isPresent()) {
      String name = socket.get().getKey().name();
      DatagramSender.send(socket.get().getValue(), payload, to, name, traffic);
      return;
    }
    try {
      DatagramSender.send(routed(to.getAddress()), payload, to, "", traffic);
    } catch (IOException e) {
      traffic.error("", "cannot open a port: " + e.getMessage());
    }
  }

  /** The socket in whose network an address is; the narrowest network counts. */
  private Optional<Map.Entry<Place, DatagramChannel>> socketTowards(InetAddress to) {
    int scope = to instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
    return sockets.entrySet().stream()
        .filter(socket -> socket.getKey().subnet().contains(to))
        .filter(socket -> scope == 0 || scope == socket.getKey().index())
        .max(Comparator.comparingInt(socket -> socket.getKey().subnet().prefix()));
  }

  private DatagramChannel routed(InetAddress to) throws IOException {
    boolean ipv6 = to instanceof Inet6Address;
    DatagramChannel channel = routed.get(ipv6);
    if (channel == null) {
      channel =
          UdpSockets.open(
              ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET, null, false);
      reactor.add(channel, new Reader(""));
      routed.put(ipv6, channel);
    }
    return channel;
  }

  @Override
  public void multicast(byte[] payload, InetAddress group, int port) {
    multicast(payload, group, port, place -> true);
  }

  @Override
  public boolean multicast(byte[] payload, InetAddress group, int port, NetworkLink by) {
    return multicast(payload, group, port, place -> place.index() == by.index());
  }

  /** Sends once by each interface that is wanted; tells whether it left by all of them, if any. */
  private synchronized boolean multicast(
      byte[] payload, InetAddress group, int port, Predicate<Place> wanted) {
    InetSocketAddress to = new InetSocketAddress(group, port);
    Set<Integer> done = new HashSet<>();
    boolean left = true;
    for (Map.Entry<Place, DatagramChannel> socket : sockets.entrySet()) {
      Place place = socket.getKey();
      if (wanted.test(place)
          && place.subnet().ipv4() == group instanceof Inet4Address
          && done.add(place.index())) {
        left &= DatagramSender.send(socket.getValue(), payload, to, place.name(), traffic);
      }
    }
    return left && !done.isEmpty();
  }

  @Override
  public void broadcast(byte[] payload, int port) {
    broadcast(payload, place -> true, directed -> new InetSocketAddress(directed, port));
  }

  @Override
  public void broadcast(byte[] payload, int port, NetworkLink by) {
    broadcast(
        payload,
        place -> place.index() == by.index(),
        directed -> new InetSocketAddress(directed, port));
  }

  /**
   * The system takes the interface of the address that a socket is bound to (Linux
   * net/ipv4/route.c, ip_route_output_key_hash_rcu).
   */
  @Override
  public void limitedBroadcast(byte[] payload, int port) {
    InetSocketAddress everybody = new InetSocketAddress(EVERYBODY, port);
    broadcast(payload, place -> true, directed -> everybody);
  }

  private synchronized void broadcast(
      byte[] payload,
      Predicate<Place> wanted,
      Function<InetAddress, InetSocketAddress> destination) {
    sockets.forEach(
        (place, channel) ->
            Optional.of(place)
                .filter(wanted)
                .flatMap(at -> at.subnet().broadcast())
                .map(destination)
                .ifPresent(to -> DatagramSender.send(channel, payload, to, place.name(), traffic)));
  }

  @Override
  public synchronized List<DatagramChannel> sockets() {
    List<DatagramChannel> open = new ArrayList<>(sockets.values());
    open.addAll(routed.values());
    return open;
  }

  @Override
  public synchronized void close() {
    closed = true;
    sockets.values().forEach(reactor::remove);
    sockets.clear();
    routed.values().forEach(reactor::remove);
    routed.clear();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  /** Hands on what a socket received; without an interface it is the one for routed addresses. */
  private final class Reader implements UdpReactor.Receiver {
    private final String place;

    Reader(String place) {
      this.place = place;
    }

    @Override
    public void received(byte[] payload, InetSocketAddress source) {
      Optional<NetworkLink> from = InterfaceMonitor.linkOf(all, source.getAddress());
      String name = place.isEmpty() ? from.map(NetworkLink::name).orElse("") : place;
      traffic.count(name, 1, 0);
      handler.accept(new Datagram(payload, source, name, from.isPresent()));
    }

    @Override
    public void failed(IOException cause) {
      traffic.error(place, "cannot receive: " + cause.getMessage());
    }
  }
}
