// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.net.link.InterfaceCounters;
import io.kitty.net.link.InterfaceMonitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A well-known port, shared with other programs: one wildcard socket for each address family, for
 * unicast and broadcast, and one for each group on every selected interface. If no interface is
 * selected there is no socket.
 *
 * <p>If the interface of a packet is not certain, it is derived from the sender's address; packets
 * from the subnet of an interface that is not selected are dropped.
 */
final class WellKnownPort implements UdpPort {

  private final PortSpec spec;
  private final UdpReactor reactor;
  private final InterfaceCounters traffic;
  private final Consumer<Datagram> handler;
  private final Map<ProtocolFamily, DatagramChannel> channels = new HashMap<>();
  private final GroupMemberships groups;
  private volatile List<NetworkLink> selected = List.of();
  private volatile List<NetworkLink> all = List.of();
  private volatile boolean closed;

  WellKnownPort(
      PortSpec spec, UdpReactor reactor, InterfaceCounters traffic, Consumer<Datagram> handler) {
    this.spec = spec;
    this.reactor = reactor;
    this.traffic = traffic;
    this.handler = handler;
    this.groups = new GroupMemberships(spec, reactor, traffic, this::open, GroupReader::new);
  }

  @Override
  public synchronized boolean follow(List<NetworkLink> links, List<NetworkLink> allLinks)
      throws IOException {
    if (closed) {
      return true;
    }
    selected = links;
    all = allLinks;
    if (!links.isEmpty()) {
      open(StandardProtocolFamily.INET);
    }
    boolean complete = groups.follow(links);
    if (links.isEmpty()) {
      closeWildcards();
    }
    return complete;
  }

  private DatagramChannel open(ProtocolFamily family) throws IOException {
    DatagramChannel open = channels.get(family);
    if (open == null) {
      open = UdpSockets.open(family, new InetSocketAddress(spec.port()), true);
      channels.put(family, open);
      reactor.add(open, new Reader());
    }
    return open;
  }

  static boolean hasFamily(NetworkLink link, ProtocolFamily family) {
    boolean ipv4 = family == StandardProtocolFamily.INET;
    return link.subnets().stream().anyMatch(subnet -> subnet.ipv4() == ipv4);
  }

  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    Optional<NetworkLink> link = InterfaceMonitor.linkOf(selected, to.getAddress());
    deliver(link.map(NetworkLink::name).orElse(""), payload, to);
  }

  @Override
  public void multicast(byte[] payload, InetAddress group, int port) {
    selected.forEach(link -> multicast(payload, group, port, link));
  }

  @Override
  public synchronized boolean multicast(
      byte[] payload, InetAddress group, int port, NetworkLink by) {
    DatagramChannel channel = channels.get(UdpSockets.family(group));
    if (channel == null || !isSelected(by) || !hasFamily(by, UdpSockets.family(group))) {
      return false;
    }
    try {
      UdpSockets.multicastFrom(channel, UdpSockets.nif(by.index()), spec.ttl());
      return DatagramSender.send(
          channel, payload, new InetSocketAddress(group, port), by.name(), traffic);
    } catch (IOException e) {
      traffic.error(by.name(), "cannot send to " + group + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public void broadcast(byte[] payload, int port) {
    selected.forEach(link -> broadcast(payload, port, link));
  }

  @Override
  public void broadcast(byte[] payload, int port, NetworkLink by) {
    if (isSelected(by)) {
      by.subnets().stream()
          .flatMap(subnet -> subnet.broadcast().stream())
          .forEach(to -> deliver(by.name(), payload, new InetSocketAddress(to, port)));
    }
  }

  private boolean isSelected(NetworkLink link) {
    return selected.stream().anyMatch(each -> each.index() == link.index());
  }

  @Override
  public void limitedBroadcast(byte[] payload, int port) {
    traffic.error("", "cannot choose an interface for 255.255.255.255 from port " + spec.port());
  }

  private void deliver(String interfaceName, byte[] payload, InetSocketAddress to) {
    DatagramChannel channel;
    synchronized (this) {
      channel = channels.get(UdpSockets.family(to.getAddress()));
    }
    if (channel != null) {
      DatagramSender.send(channel, payload, to, interfaceName, traffic);
    }
  }

  @Override
  public synchronized List<DatagramChannel> sockets() {
    List<DatagramChannel> sockets = new ArrayList<>(channels.values());
    sockets.addAll(groups.sockets());
    return sockets;
  }

  @Override
  public synchronized void close() {
    closed = true;
    groups.close();
    closeWildcards();
  }

  private void closeWildcards() {
    channels.values().forEach(reactor::remove);
    channels.clear();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  private void dispatch(
      byte[] payload, InetSocketAddress source, String name, boolean onLink, boolean toGroup) {
    traffic.count(name, 1, 0);
    handler.accept(new Datagram(payload, source, name, onLink, toGroup));
  }

  private void failed(IOException cause) {
    traffic.error("", "cannot receive on port " + spec.port() + ": " + cause.getMessage());
  }

  /** Reads a wildcard socket. */
  private final class Reader implements UdpReactor.Receiver {

    @Override
    public void received(byte[] payload, InetSocketAddress source) {
      Optional<NetworkLink> link = InterfaceMonitor.linkOf(all, source.getAddress());
      if (!closed && link.map(WellKnownPort.this::isSelected).orElse(true)) {
        String only = selected.size() == 1 ? selected.get(0).name() : "";
        dispatch(
            payload, source, link.map(NetworkLink::name).orElse(only), link.isPresent(), false);
      }
    }

    @Override
    public void failed(IOException cause) {
      WellKnownPort.this.failed(cause);
    }
  }

  /** Reads the socket of one group on one interface. */
  private final class GroupReader implements UdpReactor.Receiver {
    private final int index;

    GroupReader(int index) {
      this.index = index;
    }

    @Override
    public void received(byte[] payload, InetSocketAddress source) {
      selected.stream()
          .filter(link -> link.index() == index)
          .findFirst()
          .ifPresent(link -> received(payload, source, link));
    }

    /** An IPv4 link-local address may be on any link, so it does not determine the interface. */
    private void received(byte[] payload, InetSocketAddress source, NetworkLink by) {
      InetAddress sender = source.getAddress();
      boolean isOnLink = by.subnetOf(sender).isPresent();
      Optional<NetworkLink> other =
          isOnLink || sender.isLinkLocalAddress()
              ? Optional.empty()
              : InterfaceMonitor.linkOf(all, sender);
      if (!closed && other.map(WellKnownPort.this::isSelected).orElse(true)) {
        String name = other.map(NetworkLink::name).orElse(by.name());
        dispatch(payload, source, name, isOnLink || other.isPresent(), true);
      }
    }

    @Override
    public void failed(IOException cause) {
      WellKnownPort.this.failed(cause);
    }
  }
}
