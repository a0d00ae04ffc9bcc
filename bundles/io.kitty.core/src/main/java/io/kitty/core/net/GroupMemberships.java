// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
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
 * nothing else, and only by the interface that it joined on, as Java has Linux deliver multicast to
 * members only (IP_MULTICAST_ALL is 0). So the destination and the interface of what it receives
 * are certain. IPv6 multicast is still delivered to every socket of the port, and its senders name
 * the interface: the socket for all of that family joins those groups, and on systems where no
 * socket can be bound to a group, the one for all of IPv4 does too.
 */
final class GroupMemberships {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMemberships.class);

  /** Opens the socket of a family that receives what is sent to any address, unless it is open. */
  interface Everything {
    DatagramChannel open(ProtocolFamily family) throws IOException;
  }

  private record Membership(String name, int index, InetAddress group) {}

  /**
   * How a group was joined.
   *
   * @param own the socket that receives nothing but this; null where the one for everything does
   */
  private record Joined(MembershipKey key, @Nullable DatagramChannel own) {}

  private final PortSpec spec;
  private final UdpReactor reactor;
  private final InterfaceCounters traffic;
  private final Everything everything;
  private final IntFunction<UdpReactor.Receiver> receivers;
  private final Map<Membership, Joined> joined = new HashMap<>();

  /**
   * @param receivers makes what takes the packets that a group's own socket receives by the
   *     interface of an index
   */
  GroupMemberships(
      PortSpec spec,
      UdpReactor reactor,
      InterfaceCounters traffic,
      Everything everything,
      IntFunction<UdpReactor.Receiver> receivers) {
    this.spec = spec;
    this.reactor = reactor;
    this.traffic = traffic;
    this.everything = everything;
    this.receivers = receivers;
  }

  /** Joins on these interfaces, and leaves on all others; false if one could not be joined. */
  boolean follow(List<NetworkLink> wanted) {
    Set<Membership> missing = new HashSet<>();
    for (NetworkLink link : wanted) {
      for (InetAddress group : spec.groups()) {
        if (WellKnownPort.speaks(link, UdpSockets.family(group))) {
          missing.add(new Membership(link.name(), link.index(), group));
        }
      }
    }
    leaveAllBut(missing);
    missing.removeAll(joined.keySet());
    boolean whole = true;
    for (Membership membership : missing) {
      whole &= joins(membership);
    }
    return whole;
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

  /** The JDK asserts that leaving a group succeeds; with the interface gone it may not. */
  private void leave(Membership membership, Joined how) {
    if (how.own() != null) {
      reactor.remove(how.own());
      return;
    }
    try {
      how.key().drop();
    } catch (AssertionError e) {
      traffic.error(membership.name(), "cannot leave " + membership.group() + ": " + e);
    }
  }

  private boolean joins(Membership membership) {
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
        return joinAlone(group, index, nif);
      } catch (BindException e) {
        LOG.debug("No socket can be bound to {} here", group, e);
      }
    }
    return new Joined(everything.open(UdpSockets.family(group)).join(group, nif), null);
  }

  private Joined joinAlone(InetAddress group, int index, NetworkInterface nif) throws IOException {
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

  /** The groups' own sockets. */
  List<DatagramChannel> sockets() {
    return joined.values().stream().map(Joined::own).filter(Objects::nonNull).toList();
  }

  /** Closes the groups' own sockets. */
  void close() {
    sockets().forEach(reactor::remove);
    joined.clear();
  }
}
