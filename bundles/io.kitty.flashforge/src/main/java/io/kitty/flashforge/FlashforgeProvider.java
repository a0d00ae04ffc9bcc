// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Finds printers by all the questions that one or another of the maker's programs puts. */
@Component(name = "io.kitty.flashforge")
@Designate(ocd = FlashforgeConfig.class)
@Protocol(id = "flashforge", kind = "printer", namespace = "flashforge", authority = Authority.OWN)
public final class FlashforgeProvider implements DiscoveryProvider {

  /** What older programs ask, heard from FlashPrint (GhostTypes/ff-5mp-api-py, discovery.py). */
  static final byte[] OLD_QUESTION =
      HexFormat.of().parseHex("7777772e757372226536c0000000000000000000");

  /** What newer printers take for a question on each of their ports. */
  private static final byte[] EMPTY = {};

  static final InetAddress GROUP = group();
  static final int GROUP_PORT = 19000;
  static final int CONTROL_PORT = 8899;
  static final int OLD_PORT = 48899;

  /** More addresses than any machine needs; each makes one question. */
  private static final int MAX_ADDRESSES = 16;

  /** Between two of the same questions. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  private final Duration interval;
  private final Duration lifetime;
  private final int questions;
  private final int answerPort;

  @Activate
  public FlashforgeProvider(FlashforgeConfig config) {
    interval = Duration.ofMillis(Math.round(config.interval() * 1000));
    lifetime = lifetime(interval);
    questions = config.questions();
    answerPort = config.port();
  }

  /**
   * Opens two ports: some printers answer to where the question came from, others to where it says.
   */
  @Override
  public void start(DiscoveryContext context) throws IOException {
    context.open(PortSpec.listening(answerPort), datagram -> handle(context, datagram));
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> handle(context, datagram));
    context.scan(interval, () -> search(context, port, questions));
  }

  private void search(DiscoveryContext context, DatagramPort port, int times) {
    for (InetAddress address : addresses(context.links())) {
      port.multicast(question(address, answerPort), GROUP, GROUP_PORT);
    }
    port.multicast(EMPTY, GROUP, GROUP_PORT);
    port.multicast(EMPTY, GROUP, CONTROL_PORT);
    for (int printerPort : new int[] {CONTROL_PORT, GROUP_PORT, OLD_PORT}) {
      port.broadcast(EMPTY, printerPort);
      port.limitedBroadcast(EMPTY, printerPort);
    }
    port.broadcast(OLD_QUESTION, OLD_PORT);
    port.limitedBroadcast(OLD_QUESTION, OLD_PORT);
    if (times > 1) {
      context.schedule(SPACING, () -> search(context, port, times - 1));
    }
  }

  /**
   * The question that names where to answer: an IPv4 address of this machine, a port, and two zeros
   * (README of ddrmax/FF-VL-PP-RE). Each goes out by every interface; a printer can reach that of
   * its own network.
   */
  static byte[] question(InetAddress address, int port) {
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

  /** Nobody behind a router was asked. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    if (datagram.onLink()) {
      ReplyParser.read(datagram, lifetime)
          .ifPresentOrElse(context::report, () -> context.count("malformed", 1));
    } else {
      context.count("off_link", 1);
    }
  }

  private static InetAddress group() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 225, 0, 0, 9});
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A printer departs when it has been silent for three rounds. */
  private static Duration lifetime(Duration interval) {
    return interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(3).plusSeconds(5);
  }
}
