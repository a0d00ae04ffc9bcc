// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.net.link.InterfaceCounters;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The multicast groups that a port has joined on each selected interface. Not thread-safe.
 *
 * <p>Each IPv4 group has a socket of its own on each interface, bound to the group: it receives
 * nothing else, and only through the interface that it joined on, as Java makes Linux deliver
 * multicast to members only (IP_MULTICAST_ALL is 0). So the destination and the interface of its
 * packets are certain. IPv6 multicast is still delivered to every socket of the port, and its
 * senders' addresses name the interface: the wildcard socket of that family joins those groups. On
 * systems where no socket can be bound to a group, the IPv4 wildcard socket joins too.
 */
final class GroupMemberships {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMemberships.class);

  /**
   * Opens the wildcard socket of a family, which receives packets to any address, unless it is
   * open.
   */
  interface WildcardSockets {
    DatagramChannel open(ProtocolFamily family) throws IOException;
  }

  private record Membership(String name, int index, InetAddress group) {}

  /**
   * A membership.
   *
   * @param own the socket that receives this group only; null if the wildcard socket does
   */
  private record Joined(MembershipKey key, @Nullable DatagramChannel own) {}

  private final PortSpec spec;
  private final UdpReactor reactor;
  private final InterfaceCounters traffic;
  private final WildcardSockets wildcards;
  private final IntFunction<UdpReactor.Receiver> receivers;
  private final Map<Membership, Joined> joined = new HashMap<>();

  /**
   * @param receivers creates the receiver for a group's own socket on the interface with an index
   */
  GroupMemberships(
      PortSpec spec,
      UdpReactor reactor,
      InterfaceCounters traffic,
      WildcardSockets wildcards,
      IntFunction<UdpReactor.Receiver> receivers) {
    this.spec = spec;
    this.reactor = reactor;
    this.traffic = traffic;
    this.wildcards = wildcards;
    this.receivers = receivers;
  }

  /**
   * Joins on these interfaces, and leaves on all others; returns false if one could not be joined.
   */
  boolean follow(List<NetworkLink> wanted) {
    Set<Membership> missing = new HashSet<>();
    for (NetworkLink link : wanted) {
      for (InetAddress group : spec.groups()) {
        if (WellKnownPort.hasFamily(link, UdpSockets.family(group))) {
          missing.add(new Membership(link.name(), link.index(), group));
        }
      }
    }
    leaveAllBut(missing);
    missing.removeAll(joined.keySet());
    boolean complete = true;
    for (Membership membership : missing) {
      complete &= tryJoin(membership);
    }
    return complete;
  }

  private void leaveAllBut(Set<Membership> wanted) {
    joined
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

  /**
   * Catches the JDK's assertion that leaving a group succeeds; it may not if the interface is gone.
   */
  private void leave(Membership membership, Joined joinedAs) {
    if (joinedAs.own() != null) {
      reactor.remove(joinedAs.own());
      return;
    }
    try {
      joinedAs.key().drop();
    } catch (AssertionError e) {
      traffic.error(membership.name(), "cannot leave " + membership.group() + ": " + e);
    }
  }

  private boolean tryJoin(Membership membership) {
    String name = membership.name();
    try {
      joined.put(membership, join(membership.group(), membership.index()));
      traffic.failed(name, false);
      return true;
    } catch (IOException | RuntimeException e) {
      traffic.failed(name, true);
      traffic.error(
          name, "cannot join " + membership.group().getHostAddress() + ": " + e.getMessage());
      return false;
    }
  }

  private Joined join(InetAddress group, int index) throws IOException {
    NetworkInterface nif = UdpSockets.nif(index);
    if (group instanceof Inet4Address) {
      try {
        return joinOwnSocket(group, index, nif);
      } catch (BindException e) {
        LOG.debug("No socket can be bound to {} here", group, e);
      }
    }
    return new Joined(wildcards.open(UdpSockets.family(group)).join(group, nif), null);
  }

  private Joined joinOwnSocket(InetAddress group, int index, NetworkInterface nif)
      throws IOException {
    DatagramChannel own =
        UdpSockets.open(UdpSockets.family(group), new InetSocketAddress(group, spec.port()), true);
    try {
      MembershipKey key = own.join(group, nif);
      reactor.add(own, receivers.apply(index));
      return new Joined(key, own);
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /** Returns the groups' own sockets. */
  List<DatagramChannel> sockets() {
    return joined.values().stream().map(Joined::own).filter(Objects::nonNull).toList();
  }

  /** Closes the groups' own sockets. */
  void close() {
    sockets().forEach(reactor::remove);
    joined.clear();
  }
}
