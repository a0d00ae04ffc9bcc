// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.Link;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A well-known port, shared with other programs: one socket for each address family, which joins
 * the groups on every selected interface.
 *
 * <p>There is no socket for each interface because Java cannot tie one to an interface, and Linux
 * hands multicast to every socket of the port whatever interface it joined on. The interface a
 * packet came by is told from the sender's address; what comes from the network of an interface
 * that is not selected is dropped.
 */
final class ListeningPort implements UdpPort {

  private record Membership(String name, int index, InetAddress group) {}

  private final PortSpec spec;
  private final Reactor reactor;
  private final Traffic traffic;
  private final Consumer<Datagram> handler;
  private final Map<ProtocolFamily, DatagramChannel> channels = new HashMap<>();
  private final Map<Membership, MembershipKey> memberships = new HashMap<>();
  private volatile List<Link> selected = List.of();
  private volatile List<Link> all = List.of();
  private volatile boolean closed;

  ListeningPort(PortSpec spec, Reactor reactor, Traffic traffic, Consumer<Datagram> handler) {
    this.spec = spec;
    this.reactor = reactor;
    this.traffic = traffic;
    this.handler = handler;
  }

  @Override
  public synchronized boolean follow(List<Link> wanted, List<Link> everything) throws IOException {
    if (closed) {
      return true;
    }
    selected = wanted;
    all = everything;
    open(StandardProtocolFamily.INET);
    Set<Membership> missing = new HashSet<>();
    for (Link link : wanted) {
      for (InetAddress group : spec.groups()) {
        if (speaks(link, Sockets.family(group))) {
          missing.add(new Membership(link.name(), link.index(), group));
        }
      }
    }
    leaveAllBut(missing);
    missing.removeAll(memberships.keySet());
    boolean whole = true;
    for (Membership membership : missing) {
      whole &= join(membership);
    }
    return whole;
  }

  private void leaveAllBut(Set<Membership> wanted) {
    memberships
        .entrySet()
        .removeIf(
            entry -> {
              boolean unwanted = !wanted.contains(entry.getKey());
              if (unwanted) {
                leave(entry.getKey(), entry.getValue());
              }
              return unwanted;
            });
  }

  /** The JDK asserts that leaving a group succeeds; with the interface gone it may not. */
  private void leave(Membership membership, MembershipKey key) {
    try {
      key.drop();
    } catch (AssertionError e) {
      traffic.error(membership.name(), "cannot leave " + membership.group() + ": " + e);
    }
  }

  private boolean join(Membership membership) {
    String name = membership.name();
    try {
      DatagramChannel channel = open(Sockets.family(membership.group()));
      memberships.put(
          membership, channel.join(membership.group(), Sockets.nif(membership.index())));
      traffic.failed(name, false);
      return true;
    } catch (IOException | RuntimeException e) {
      traffic.failed(name, true);
      traffic.error(
          name, "cannot join " + membership.group().getHostAddress() + ": " + e.getMessage());
      return false;
    }
  }

  private DatagramChannel open(ProtocolFamily family) throws IOException {
    DatagramChannel open = channels.get(family);
    if (open == null) {
      open = Sockets.open(family, new InetSocketAddress(spec.port()), true);
      channels.put(family, open);
      reactor.add(open, new Reader());
    }
    return open;
  }

  private static boolean speaks(Link link, ProtocolFamily family) {
    boolean ipv4 = family == StandardProtocolFamily.INET;
    return link.subnets().stream().anyMatch(subnet -> subnet.ipv4() == ipv4);
  }

  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    Optional<Link> link = InterfaceMonitor.linkOf(selected, to.getAddress());
    deliver(link.map(Link::name).orElse(""), payload, to);
  }

  @Override
  public void multicast(byte[] payload, InetAddress group, int port) {
    selected.forEach(link -> multicast(payload, group, port, link));
  }

  @Override
  public synchronized boolean multicast(byte[] payload, InetAddress group, int port, Link by) {
    DatagramChannel channel = channels.get(Sockets.family(group));
    if (channel == null || !isSelected(by) || !speaks(by, Sockets.family(group))) {
      return false;
    }
    try {
      Sockets.multicastFrom(channel, Sockets.nif(by.index()), spec.ttl());
      return Sender.send(channel, payload, new InetSocketAddress(group, port), by.name(), traffic);
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
  public void broadcast(byte[] payload, int port, Link by) {
    if (isSelected(by)) {
      by.subnets().stream()
          .flatMap(subnet -> subnet.broadcast().stream())
          .forEach(to -> deliver(by.name(), payload, new InetSocketAddress(to, port)));
    }
  }

  private boolean isSelected(Link link) {
    return selected.stream().anyMatch(each -> each.index() == link.index());
  }

  @Override
  public void limitedBroadcast(byte[] payload, int port) {
    traffic.error("", "cannot choose an interface for 255.255.255.255 from port " + spec.port());
  }

  private void deliver(String interfaceName, byte[] payload, InetSocketAddress to) {
    DatagramChannel channel;
    synchronized (this) {
      channel = channels.get(Sockets.family(to.getAddress()));
    }
    if (channel != null) {
      Sender.send(channel, payload, to, interfaceName, traffic);
    }
  }

  @Override
  public synchronized List<DatagramChannel> sockets() {
    return List.copyOf(channels.values());
  }

  @Override
  public synchronized void close() {
    closed = true;
    memberships.clear();
    channels.values().forEach(reactor::remove);
    channels.clear();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  private final class Reader implements Reactor.Receiver {

    @Override
    public void received(byte[] payload, InetSocketAddress source) {
      Optional<Link> link = InterfaceMonitor.linkOf(all, source.getAddress());
      if (closed || link.isPresent() && !isSelected(link.get())) {
        return;
      }
      String name = link.map(Link::name).orElse(selected.size() == 1 ? selected.get(0).name() : "");
      traffic.count(name, 1, 0);
      handler.accept(new Datagram(payload, source, name, link.isPresent()));
    }

    @Override
    public void failed(IOException cause) {
      traffic.error("", "cannot receive on port " + spec.port() + ": " + cause.getMessage());
    }
  }
}
