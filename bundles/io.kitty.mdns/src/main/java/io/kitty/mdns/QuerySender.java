// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.QueryWriter;
import io.kitty.mdns.dns.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends queries to the groups of multicast DNS. Those of {@link #query} leave from port 5353, so
 * that they are answered by multicast (RFC 6762, §5.2), on one link, in each address family that it
 * has, from an address of the link.
 */
final class QuerySender {

  /** The port of multicast DNS. */
  private static final int PORT = 5353;

  /** Required by RFC 6762, §11. */
  private static final int TTL = 255;

  private static final InetAddress GROUP_V4 = address("224.0.0.251");
  private static final InetAddress GROUP_V6 = address("ff02::fb");

  private final DiscoveryContext context;
  private final InetAddress[] groups;
  private volatile @Nullable DatagramPort port;
  private volatile @Nullable DatagramPort ephemeral;

  QuerySender(DiscoveryContext context, boolean ipv6) {
    this.context = context;
    this.groups = ipv6 ? new InetAddress[] {GROUP_V4, GROUP_V6} : new InetAddress[] {GROUP_V4};
  }

  /**
   * Opens the ports: the well-known one, and an ephemeral one that is answered by unicast, for
   * devices whose multicast does not get through.
   *
   * @throws IOException if a port cannot be opened
   */
  void open(Consumer<Datagram> handler) throws IOException {
    port = context.open(PortSpec.listening(PORT, groups).ttl(TTL), handler);
    ephemeral = context.open(PortSpec.ephemeral().ttl(TTL), handler);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends questions on one link; nothing is sent if it is not up. */
  void query(String interfaceName, Collection<Question> questions, Collection<KnownAnswer> known) {
    DatagramPort open = port;
    if (open == null || questions.isEmpty()) {
      return;
    }
    List<byte[]> messages = QueryWriter.write(questions, known);
    for (NetworkLink link : context.links()) {
      if (link.name().equals(interfaceName)) {
        for (InetAddress group : groups) {
          messages.forEach(message -> open.multicast(message, group, PORT, link));
        }
      }
    }
  }

  /**
   * Sends questions on all links from the ephemeral port, so that they are answered by unicast (RFC
   * 6762, §6.7).
   */
  void queryForUnicast(Collection<Question> questions) {
    DatagramPort open = ephemeral;
    if (open == null) {
      return;
    }
    for (byte[] message : QueryWriter.write(questions, List.of())) {
      for (InetAddress group : groups) {
        open.multicast(message, group, PORT);
      }
    }
  }
}
