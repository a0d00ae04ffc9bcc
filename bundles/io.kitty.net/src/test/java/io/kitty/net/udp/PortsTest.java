// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.net.link.InterfaceCounters;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {

  private static final NetworkLink LO = TestLinks.loopback("lo", "127.0.0.1/8");
  private static final InetAddress GROUP = TestLinks.address("224.0.0.251");

  private final List<Datagram> received = new CopyOnWriteArrayList<>();
  private final InterfaceCounters traffic = new InterfaceCounters();
  private final UdpReactor reactor;
  private DatagramSocket peer;
  private UdpPort port;

  PortsTest() throws IOException {
    reactor =
        new UdpReactor(
            task -> {
              Thread thread = new Thread(task, "test-udp");
              thread.setDaemon(true);
              return thread;
            });
  }

  @BeforeEach
  void open() throws IOException {
    peer = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    peer.setSoTimeout(5000);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    if (port != null) {
      port.close();
    }
    reactor.close();
  }

  private void use(PortSpec spec, NetworkLink... links) throws IOException {
    port = new UdpPortFactory(reactor).port(spec, traffic, received::add);
    assertThat(port.follow(List.of(links), List.of(links))).isTrue();
  }

  private InetSocketAddress at(DatagramSocket socket) {
    return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
  }

  private static DatagramPacket packet(String text, InetSocketAddress to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DatagramPacket(bytes, bytes.length, to);
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    peer.receive(packet);
    return packet;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void receivesRepliesOnTheSendingPort() throws IOException {
    use(PortSpec.ephemeral(), LO);
    port.send("who".getBytes(StandardCharsets.UTF_8), at(peer));
    DatagramPacket question = receive();
    peer.send(packet("me", (InetSocketAddress) question.getSocketAddress()));

    await().until(() -> received.size() == 1);
    Datagram answer = received.get(0);
    assertThat(answer.text()).isEqualTo("me");
    assertThat(answer.source()).isEqualTo(at(peer));
    assertThat(answer.interfaceName()).isEqualTo("lo");
    assertThat(answer.onLink()).isTrue();
    assertThat(traffic.counts().get("lo").in()).isEqualTo(1);
    assertThat(traffic.counts().get("lo").out()).isEqualTo(1);
  }

  @Test
  void sendsToRoutedAddresses() throws IOException {
    use(PortSpec.ephemeral());
    port.send("who".getBytes(StandardCharsets.UTF_8), at(peer));
    peer.send(packet("me", (InetSocketAddress) receive().getSocketAddress()));

    await().until(() -> received.size() == 1);
    assertThat(received.get(0).interfaceName()).isEmpty();
    assertThat(received.get(0).onLink()).isFalse();
  }

  /** The broadcast address of the loopback network reaches sockets bound to any address. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void sendsThroughTheGivenInterface() throws IOException {
    NetworkLink other = new NetworkLink("other", LO.index() + 1000, false, null, List.of());
    try (DatagramSocket everybody = new DatagramSocket(0)) {
      everybody.setSoTimeout(5000);
      for (PortSpec spec : List.of(PortSpec.ephemeral(), PortSpec.listening(freePort(), GROUP))) {
        use(spec, LO);
        port.broadcast("no".getBytes(StandardCharsets.UTF_8), everybody.getLocalPort(), other);
        assertThat(port.multicast("no".getBytes(StandardCharsets.UTF_8), GROUP, 9, other))
            .as("whether it left")
            .isFalse();
        port.broadcast("yes".getBytes(StandardCharsets.UTF_8), everybody.getLocalPort(), LO);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        everybody.receive(packet);

        assertThat(packet.getLength()).isEqualTo(3);
        port.close();
      }
    }
    assertThat(traffic.counts().get("lo").out()).isEqualTo(2);
  }

  /** Other systems do not specify which interface is used. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void sendsLimitedBroadcastsThroughEachInterface() throws IOException {
    use(PortSpec.ephemeral(), LO);
    try (DatagramSocket everybody = new DatagramSocket(0)) {
      everybody.setSoTimeout(5000);
      port.limitedBroadcast("who".getBytes(StandardCharsets.UTF_8), everybody.getLocalPort());
      DatagramPacket question = new DatagramPacket(new byte[100], 100);
      everybody.receive(question);

      assertThat(question.getAddress()).isEqualTo(TestLinks.address("127.0.0.1"));
      assertThat(question.getLength()).isEqualTo(3);
    }
    assertThat(traffic.counts().get("lo").out()).isEqualTo(1);
  }

  @Test
  void aWellKnownPortRejectsLimitedBroadcasts() throws IOException {
    use(PortSpec.listening(freePort()), LO);

    port.limitedBroadcast(new byte[1], 9);

    assertThat(traffic.counts().get("").lastError()).contains("255.255.255.255");
    assertThat(traffic.counts()).doesNotContainKey("lo");
  }

  @Test
  void aWellKnownPortIsSharedAndReceivesUnicast() throws IOException {
    int number = freePort();
    use(PortSpec.listening(number), LO);
    try (UdpPort second = new UdpPortFactory(reactor).port(port(number), traffic, received::add)) {
      assertThat(second.follow(List.of(LO), List.of(LO))).isTrue();
      peer.send(packet("hello", new InetSocketAddress("127.0.0.1", number)));
      await().until(() -> received.size() == 1);
    }
    assertThat(received.get(0).source()).isEqualTo(at(peer));
  }

  @Test
  void aWellKnownPortNeedsASelectedInterface() throws IOException {
    use(PortSpec.listening(freePort(), GROUP));
    assertThat(port.sockets()).isEmpty();

    port.follow(List.of(LO), List.of(LO));
    assertThat(port.sockets()).isNotEmpty();

    port.follow(List.of(), List.of(LO));
    assertThat(port.sockets()).isEmpty();
  }

  private static PortSpec port(int number) {
    return PortSpec.listening(number);
  }

  @Test
  void dropsPacketsFromOtherInterfaces() throws IOException {
    int number = freePort();
    NetworkLink other = TestLinks.loopback("other0", "127.5.0.1/16");
    NetworkLink selected =
        new NetworkLink(
            "sel0", 4711, true, null, List.of(io.kitty.discovery.Subnet.parse("127.0.0.1/16")));
    port = new UdpPortFactory(reactor).port(PortSpec.listening(number), traffic, received::add);
    port.follow(List.of(selected), List.of(selected, other));
    try (DatagramSocket stranger = new DatagramSocket(new InetSocketAddress("127.5.0.9", 0))) {
      stranger.send(packet("no", new InetSocketAddress("127.0.0.1", number)));
      peer.send(packet("yes", new InetSocketAddress("127.0.0.1", number)));
    }

    await().until(() -> received.size() == 1);
    assertThat(received.get(0).text()).isEqualTo("yes");
  }

  @Test
  void sendsAndReceivesMulticast() throws IOException {
    int number = freePort();
    port =
        new UdpPortFactory(reactor).port(PortSpec.listening(number, GROUP), traffic, received::add);
    boolean joined = port.follow(List.of(LO), List.of(LO));
    NetworkInterface lo = NetworkInterface.getByIndex(LO.index());
    try (MulticastSocket sender = new MulticastSocket(new InetSocketAddress("127.0.0.1", 0))) {
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo);
      boolean works = joined && multicastArrives(sender, number);
      if (!works && "true".equalsIgnoreCase(System.getenv("CI"))) {
        throw new AssertionError("multicast does not work on the loopback of this machine");
      }
      assumeTrue(works, "multicast does not work on the loopback of this machine");
    }
    assertThat(received)
        .extracting(Datagram::text)
        .as("each packet once")
        .containsExactly("notify");
    assertThat(received.get(0).interfaceName()).isEqualTo("lo");
    assertThat(received.get(0).onLink()).isTrue();

    received.clear();
    assertThat(port.multicast("search".getBytes(StandardCharsets.UTF_8), GROUP, number, LO))
        .as("whether it left")
        .isTrue();
    await().until(() -> received.stream().anyMatch(each -> each.text().equals("search")));
    assertThat(traffic.counts().get("lo").out()).isEqualTo(1);
    port.follow(List.of(), List.of(LO));
    assertThat(traffic.counts().get("lo").lastError()).isEmpty();
  }

  /**
   * A host without DHCP sends to the group from an address in no local subnet; if its address is in
   * a local subnet that is not selected, it is not on this link either way.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void distinguishesMulticastFromUnicast() throws IOException {
    int number = freePort();
    NetworkLink here = TestLinks.loopback("lo", "127.0.0.1/16");
    NetworkLink elsewhere = TestLinks.loopback("other0", "127.5.0.1/16");
    port =
        new UdpPortFactory(reactor).port(PortSpec.listening(number, GROUP), traffic, received::add);
    port.follow(
        List.of(here),
        List.of(here, new NetworkLink("other0", 4711, true, null, elsewhere.subnets())));
    NetworkInterface lo = NetworkInterface.getByIndex(LO.index());
    for (String from : List.of("127.0.0.9", "127.6.0.9", "127.5.0.9")) {
      try (MulticastSocket sender = new MulticastSocket(new InetSocketAddress(from, 0))) {
        sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo);
        sender.send(packet("to all from " + from, new InetSocketAddress(GROUP, number)));
        sender.send(packet("to one from " + from, new InetSocketAddress("127.0.0.1", number)));
      }
    }

    await()
        .untilAsserted(
            () ->
                assertThat(received)
                    .extracting(
                        Datagram::text,
                        Datagram::toGroup,
                        Datagram::onLink,
                        Datagram::interfaceName)
                    .containsExactlyInAnyOrder(
                        tuple("to all from 127.0.0.9", true, true, "lo"),
                        tuple("to one from 127.0.0.9", false, true, "lo"),
                        tuple("to all from 127.6.0.9", true, false, "lo"),
                        tuple("to one from 127.6.0.9", false, false, "lo")));
  }

  private boolean multicastArrives(DatagramSocket sender, int number) {
    try {
      sender.send(packet("notify", new InetSocketAddress(GROUP, number)));
      await().atMost(java.time.Duration.ofSeconds(2)).until(() -> !received.isEmpty());
      return true;
    } catch (IOException | ConditionTimeoutException e) {
      return false;
    }
  }

  @Test
  void survivesFailingHandlers() throws IOException {
    int number = freePort();
    port =
        new UdpPortFactory(reactor)
            .port(
                PortSpec.listening(number),
                traffic,
                datagram -> {
                  received.add(datagram);
                  throw new AssertionError("a parser's fault");
                });
    port.follow(List.of(LO), List.of(LO));
    for (int i = 0; i < 3; i++) {
      peer.send(packet("x", new InetSocketAddress("127.0.0.1", number)));
    }

    await().until(() -> received.size() == 3);
  }

  @Test
  void sendingNeverThrows() throws IOException {
    use(PortSpec.ephemeral(), LO);
    port.send(new byte[65_508], at(peer));
    assertThat(traffic.counts().get("lo").lastError()).contains("cannot send to");
    port.close();
    port.send(new byte[1], at(peer));
    port.multicast(new byte[1], GROUP, 9);
    port.broadcast(new byte[1], 9);
    port.close();

    assertThat(port.closed()).isTrue();
    assertThat(traffic.counts().get("lo").out()).isZero();
  }
}
