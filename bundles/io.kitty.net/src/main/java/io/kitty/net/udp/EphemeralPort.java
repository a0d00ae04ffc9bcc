// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Subnet;
import io.kitty.net.link.InterfaceCounters;
import io.kitty.net.link.InterfaceMonitor;
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
 * Ephemeral ports for queries and their replies: one socket for each IPv4 address of the selected
 * interfaces and one for each interface with IPv6, so that the interface of a reply is certain; and
 * one for addresses behind a router.
 */
final class EphemeralPort implements UdpPort {

  private static final InetAddress LIMITED_BROADCAST = Subnet.parse("255.255.255.255").address();

  /** The interface of a socket, and the address that it is bound to. */
  private record Binding(String name, int index, Subnet subnet) {}

  private final PortSpec spec;
  private final UdpReactor reactor;
  private final InterfaceCounters traffic;
  private final Consumer<Datagram> handler;
  private final Map<Binding, DatagramChannel> sockets = new HashMap<>();
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
  public synchronized boolean follow(List<NetworkLink> selected, List<NetworkLink> allLinks) {
    if (closed) {
      return true;
    }
    all = allLinks;
    Set<Binding> missing = new HashSet<>();
    selected.forEach(link -> missing.addAll(bindings(link)));
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
    boolean complete = true;
    for (Binding binding : missing) {
      complete &= open(binding);
    }
    return complete;
  }

  /**
   * Returns every IPv4 address, and one IPv6 address, preferably the link-local one, which queries
   * to link-scoped groups are sent from.
   */
  private static List<Binding> bindings(NetworkLink link) {
    List<Binding> bindings = new ArrayList<>();
    Optional<Subnet> ipv6 = Optional.empty();
    for (Subnet subnet : link.subnets()) {
      if (subnet.ipv4()) {
        bindings.add(new Binding(link.name(), link.index(), subnet));
      } else if (ipv6.isEmpty() || subnet.address().isLinkLocalAddress()) {
        ipv6 = Optional.of(subnet);
      }
    }
    ipv6.ifPresent(subnet -> bindings.add(new Binding(link.name(), link.index(), subnet)));
    return bindings;
  }

  private boolean open(Binding binding) {
    String name = binding.name();
    InetAddress address = binding.subnet().address();
    try {
      DatagramChannel channel =
          UdpSockets.open(UdpSockets.family(address), new InetSocketAddress(address, 0), false);
      UdpSockets.multicastFrom(channel, UdpSockets.nif(binding.index()), spec.ttl());
      reactor.add(channel, new Reader(name));
      sockets.put(binding, channel);
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

  /** Returns the socket whose subnet contains an address; the longest prefix wins. */
  private Optional<Map.Entry<Binding, DatagramChannel>> socketTowards(InetAddress to) {
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
    multicast(payload, group, port, binding -> true);
  }

  @Override
  public boolean multicast(byte[] payload, InetAddress group, int port, NetworkLink by) {
    return multicast(payload, group, port, binding -> binding.index() == by.index());
  }

  /**
   * Sends once through each selected interface; returns whether it was sent on all of them, and at
   * least one.
   */
  private synchronized boolean multicast(
      byte[] payload, InetAddress group, int port, Predicate<Binding> filter) {
    InetSocketAddress to = new InetSocketAddress(group, port);
    Set<Integer> done = new HashSet<>();
    boolean sent = true;
    for (Map.Entry<Binding, DatagramChannel> socket : sockets.entrySet()) {
      Binding binding = socket.getKey();
      if (filter.test(binding)
          && binding.subnet().ipv4() == group instanceof Inet4Address
          && done.add(binding.index())) {
        sent &= DatagramSender.send(socket.getValue(), payload, to, binding.name(), traffic);
      }
    }
    return sent && !done.isEmpty();
  }

  @Override
  public void broadcast(byte[] payload, int port) {
    broadcast(payload, binding -> true, directed -> new InetSocketAddress(directed, port));
  }

  @Override
  public void broadcast(byte[] payload, int port, NetworkLink by) {
    broadcast(
        payload,
        binding -> binding.index() == by.index(),
        directed -> new InetSocketAddress(directed, port));
  }

  /**
   * The kernel uses the interface of the address that a socket is bound to (Linux net/ipv4/route.c,
   * ip_route_output_key_hash_rcu).
   */
  @Override
  public void limitedBroadcast(byte[] payload, int port) {
    InetSocketAddress destinationAddress = new InetSocketAddress(LIMITED_BROADCAST, port);
    broadcast(payload, binding -> true, directed -> destinationAddress);
  }

  private synchronized void broadcast(
      byte[] payload,
      Predicate<Binding> filter,
      Function<InetAddress, InetSocketAddress> destination) {
    sockets.forEach(
        (binding, channel) ->
            Optional.of(binding)
                .filter(filter)
                .flatMap(at -> at.subnet().broadcast())
                .map(destination)
                .ifPresent(
                    to -> DatagramSender.send(channel, payload, to, binding.name(), traffic)));
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

  /**
   * Passes on received datagrams; an empty interface name means the socket for routed addresses.
   */
  private final class Reader implements UdpReactor.Receiver {
    private final String binding;

    Reader(String binding) {
      this.binding = binding;
    }

    @Override
    public void received(byte[] payload, InetSocketAddress source) {
      Optional<NetworkLink> from = InterfaceMonitor.linkOf(all, source.getAddress());
      String name = binding.isEmpty() ? from.map(NetworkLink::name).orElse("") : binding;
      traffic.count(name, 1, 0);
      handler.accept(new Datagram(payload, source, name, from.isPresent()));
    }

    @Override
    public void failed(IOException cause) {
      traffic.error(binding, "cannot receive: " + cause.getMessage());
    }
  }
}
