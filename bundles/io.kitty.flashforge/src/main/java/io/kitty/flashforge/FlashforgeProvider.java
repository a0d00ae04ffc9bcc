// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.commons.SearchRounds;
import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds printers by all requests that the vendor's programs have used. */
@Component(name = "io.kitty.flashforge")
@Designate(ocd = FlashforgeProvider.Config.class)
@Protocol(id = "flashforge", kind = "printer", namespace = "flashforge", authority = Authority.OWN)
public final class FlashforgeProvider implements DiscoveryProvider {

  /** Configuration of FlashForge discovery. */
  @ObjectClassDefinition(
      name = "Kitty FlashForge",
      description =
          "Finds FlashForge and Voxelab printers by searching on UDP ports 19000, 8899 and 48899.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(
        description =
            "Seconds from the start of one round to the next; 0: at the start and on request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description =
            "How often each request is sent in a round, a second apart, as UDP may lose it.",
        min = "1",
        max = "5")
    int questions() default 3;

    @AttributeDefinition(
        description =
            "The UDP port of this machine to which printers send replies; some programs of the"
                + " vendor use it too.",
        min = "1",
        max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int port() default 18007;
  }

  /**
   * The request of older programs, captured from FlashPrint (GhostTypes/ff-5mp-api-py,
   * discovery.py).
   */
  static final byte[] OLD_REQUEST =
      HexFormat.of().parseHex("7777772e757372226536c0000000000000000000");

  /** Newer printers accept this as a request on each of their ports. */
  private static final byte[] EMPTY = {};

  static final InetAddress GROUP = group();
  static final int GROUP_PORT = 19000;
  static final int CONTROL_PORT = 8899;
  static final int OLD_PORT = 48899;

  /** More addresses than any host needs; each takes one request. */
  private static final int MAX_ADDRESSES = 16;

  private final SearchRounds rounds;
  private final int replyPort;

  @Activate
  public FlashforgeProvider(Config config) {
    rounds = new SearchRounds(config.interval(), config.questions());
    replyPort = config.port();
  }

  /** Opens two ports: some printers reply to the source port, others to the port in the request. */
  @Override
  public void start(DiscoveryContext context) throws IOException {
    context.open(PortSpec.listening(replyPort), datagram -> handle(context, datagram));
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> handle(context, datagram));
    rounds.start(context, () -> search(context, port));
  }

  private void search(DiscoveryContext context, DatagramPort port) {
    for (InetAddress address : addresses(context.links())) {
      port.multicast(request(address, replyPort), GROUP, GROUP_PORT);
    }
    port.multicast(EMPTY, GROUP, GROUP_PORT);
    port.multicast(EMPTY, GROUP, CONTROL_PORT);
    for (int printerPort : new int[] {CONTROL_PORT, GROUP_PORT, OLD_PORT}) {
      port.broadcast(EMPTY, printerPort);
      port.limitedBroadcast(EMPTY, printerPort);
    }
    port.broadcast(OLD_REQUEST, OLD_PORT);
    port.limitedBroadcast(OLD_REQUEST, OLD_PORT);
  }

  /**
   * Returns the request that states where to reply: an IPv4 address of this host, a port, and two
   * zeros (README of ddrmax/FF-VL-PP-RE). Each is sent on every interface; a printer can reach the
   * address in its own network.
   */
  static byte[] request(InetAddress address, int port) {
    return ByteBuffer.allocate(8).put(address.getAddress()).putShort((short) port).array();
  }

  private static List<InetAddress> addresses(List<NetworkLink> links) {
    return links.stream()
        .flatMap(link -> link.subnets().stream())
        .map(subnet -> subnet.address())
        .filter(address -> address instanceof Inet4Address)
        .limit(MAX_ADDRESSES)
        .toList();
  }

  /** Off-link senders cannot have received a request. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    SearchRounds.report(context, datagram, reply -> ReplyParser.read(reply, rounds.lifetime()));
  }

  private static InetAddress group() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 225, 0, 0, 9});
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
