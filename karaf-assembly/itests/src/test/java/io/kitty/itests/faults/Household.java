// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program on the other host: the machines that the hub knows. Each announces itself again and
 * again, through a network that loses, repeats and swaps packets as its standard input says; the
 * program ends with that input.
 */
final class Household {
  /** The network of the two hosts. */
  static final String HUB = "10.77.0.1";

  static final String BROADCAST = "10.255.255.255";
  static final String HUB6 = "fd00:77:0:0:0:0:0:1";
  static final int PREFIX = 8;
  static final int PREFIX6 = 64;

  /** Answers echo requests only. */
  static final String PINGED = "10.77.0.9";

  /** Asks for web pages, as a browser does: the hub answers with its own (RFC 6762, section 5). */
  private static final byte[] QUESTION =
      HexFormat.of()
          .parseHex(
              "000000000001000000000000" // one question
                  + "055f68747470045f746370056c6f63616c00" // _http._tcp.local
                  + "000c0001"); // PTR, IN

  private static final int PERCENT = 100;

  /** A datagram and where it comes from. */
  private record Packet(String from, InetSocketAddress to, byte[] payload) {}

  private final String link;
  private volatile int[] percents = new int[3];
  private Packet held;

  private Household(String link) {
    this.link = link;
  }

  /** Returns the addresses that the other host is to have, with prefix lengths. */
  static List<String> addresses() {
    return Stream.concat(
            Stream.of(PINGED + "/" + PREFIX),
            Arrays.stream(Announcement.values())
                .flatMap(
                    each ->
                        Stream.of(each.address() + "/" + PREFIX, each.address6() + "/" + PREFIX6)))
        .toList();
  }

  /**
   * @param args the interface, and milliseconds between two announcements of a machine
   */
  public static void main(String[] args) throws IOException {
    Household house = new Household(args[0]);
    var timer = Executors.newSingleThreadScheduledExecutor();
    timer.scheduleAtFixedRate(house::announce, 0, Integer.parseInt(args[1]), TimeUnit.MILLISECONDS);
    var lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      house.percents = Stream.of(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
    timer.shutdownNow();
  }

  private void announce() {
    transmit(
        new Packet(
            PINGED,
            new InetSocketAddress(Announcement.MDNS.to(), Announcement.MDNS.port()),
            QUESTION));
    for (Announcement each : Announcement.values()) {
      byte[] payload = each.payload();
      transmit(new Packet(each.address(), new InetSocketAddress(each.to(), each.port()), payload));
      if (!each.group6().isEmpty()) {
        transmit(
            new Packet(
                each.address6(), new InetSocketAddress(each.group6(), each.port()), payload));
      }
    }
  }

  private void transmit(Packet packet) {
    int[] faults = percents;
    if (happens(faults[0])) {
      return; // lost
    }
    List<Packet> now = new ArrayList<>(List.of(packet));
    if (happens(faults[1])) {
      now.add(packet);
    }
    if (held != null) {
      now.add(held);
      held = null;
    } else if (happens(faults[2])) {
      held = packet;
      return;
    }
    now.forEach(this::send);
  }

  private static boolean happens(int percent) {
    return ThreadLocalRandom.current().nextInt(PERCENT) < percent;
  }

  private void send(Packet packet) {
    boolean ipv4 = packet.from().indexOf(':') < 0;
    try (DatagramChannel channel =
        DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
      channel
          .setOption(StandardSocketOptions.SO_REUSEADDR, true)
          .setOption(StandardSocketOptions.SO_BROADCAST, true)
          .setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(link))
          .setOption(StandardSocketOptions.IP_MULTICAST_TTL, 255)
          .bind(new InetSocketAddress(InetAddress.getByName(packet.from()), packet.to().getPort()));
      channel.send(ByteBuffer.wrap(packet.payload()), packet.to());
    } catch (IOException | IllegalArgumentException e) {
      // no network at present
    }
  }
}
