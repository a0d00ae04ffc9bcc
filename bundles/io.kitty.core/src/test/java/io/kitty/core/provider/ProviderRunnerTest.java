// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.net.link.InterfaceTable;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderRunnerTest {

  private static final NetworkLink ONE = TestLinks.loopback("one0", "127.0.0.1/32");
  private static final NetworkLink TWO = TestLinks.loopback("two0", "127.0.0.2/32");

  private final ProviderHarness harness;

  ProviderRunnerTest() throws IOException {
    harness = new ProviderHarness(ONE);
  }

  @AfterEach
  void close() throws IOException {
    harness.close();
  }

  private static Sighting sighting(String address) {
    return Sighting.of("k", new Endpoint(TestLinks.address(address), ""), Duration.ofMinutes(1))
        .build();
  }

  @Test
  void retriesAFailedStartAndReportsWhy() {
    AtomicInteger attempts = new AtomicInteger();
    List<DiscoveryContext> contexts = new CopyOnWriteArrayList<>();
    ProviderRunner runner =
        harness.runner(
            context -> {
              contexts.add(context);
              context.degraded("half of it is missing");
              if (attempts.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("the library is missing");
              }
              context.degraded(null);
            });
    assertThat(runner.status().state()).isEqualTo(State.STARTING);
    runner.start();
    await().until(() -> runner.status().state() == State.FAILED);
    assertThat(runner.status().detail()).isEqualTo("the library is missing");
    assertThat(runner.scan()).isFalse();
    assertThat(contexts.get(0).closed()).isTrue();

    await().until(() -> runner.status().state() == State.RUNNING);
    assertThat(runner.status().detail()).isEmpty();
    assertThat(runner.scan()).isTrue();
    runner.stop();
    assertThat(runner.status().state()).isEqualTo(State.DISABLED);
    assertThat(contexts.get(1).closed()).isTrue();
  }

  @Test
  void stopsAProviderThatHangsInStart() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicReference<DiscoveryContext> context = new AtomicReference<>();
    ProviderRunner runner =
        harness.runner(
            lent -> {
              context.set(lent);
              entered.countDown();
              release.await();
            });
    runner.start();
    entered.await();
    runner.stop();
    assertThat(context.get().closed()).isTrue();
    release.countDown();

    await().during(Duration.ofMillis(50)).until(() -> runner.status().state() == State.DISABLED);
  }

  @Test
  void reportsDegradation() {
    AtomicReference<DiscoveryContext> context = new AtomicReference<>();
    ProviderRunner runner = harness.runner(context::set);
    runner.start();
    await().until(() -> runner.status().state() == State.RUNNING);
    context.get().degraded("no right to send; grant it");
    assertThat(runner.status().state()).isEqualTo(State.DEGRADED);
    assertThat(runner.status().detail()).isEqualTo("no right to send; grant it");
    assertThat(runner.status().up()).isTrue();
    context.get().degraded(null);

    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    runner.stop();
  }

  @Test
  void stoppingFreesThePortsAndLateCallsDoNothing() throws Exception {
    int port = freePort();
    AtomicReference<DiscoveryContext> lent = new AtomicReference<>();
    AtomicReference<DatagramPort> open = new AtomicReference<>();
    List<String> closed = new ArrayList<>();
    ProviderRunner runner =
        harness.runner(
            context -> {
              lent.set(context);
              open.set(context.open(PortSpec.listening(port), datagram -> {}));
              context.own(() -> closed.add("first"));
              context.own(() -> closed.add("second"));
            });
    runner.start();
    await().until(() -> runner.status().state() == State.RUNNING);
    assertThat(isFree(port)).isFalse();
    runner.stop();
    await().until(() -> isFree(port));
    assertThat(closed).containsExactly("second", "first");

    DiscoveryContext late = lent.get();
    late.report(sighting("127.0.0.1"));
    late.goodbye("k", TestLinks.address("127.0.0.1"));
    late.execute(() -> closed.add("task"));
    late.schedule(Duration.ZERO, () -> closed.add("timer"));
    late.scan(Duration.ZERO, () -> closed.add("scan"));
    late.onLinks(links -> closed.add("links"));
    late.error("", "late");
    late.count("late", 1);
    late.degraded("late");
    late.open(PortSpec.listening(port), datagram -> {});
    late.own(() -> closed.add("late resource"));
    open.get().send(new byte[1], new InetSocketAddress("127.0.0.1", port));
    await().until(() -> isFree(port));
    assertThat(closed).containsExactly("second", "first", "late resource");
    assertThat(harness.sightings).isEmpty();
    assertThat(harness.goodbyes).isEmpty();
    assertThat(runner.status().lastError()).isEmpty();
    assertThat(runner.status().counters()).doesNotContainKey("late");
  }

  @Test
  void ownedResourcesMaySendAGoodbye() throws Exception {
    try (DatagramSocket listener = new DatagramSocket(0, TestLinks.address("127.0.0.1"))) {
      listener.setSoTimeout(5000);
      ProviderContext context = harness.context();
      DatagramPort port = context.open(PortSpec.listening(freePort()), datagram -> {});
      InetSocketAddress to = (InetSocketAddress) listener.getLocalSocketAddress();
      context.own(() -> port.send("bye".getBytes(StandardCharsets.US_ASCII), to));
      context.close();

      DatagramPacket farewell = new DatagramPacket(new byte[8], 8);
      listener.receive(farewell);
      assertThat(farewell.getLength()).isEqualTo(3);
    }
  }

  @Test
  void locatesCountsAndLimitsSightings() {
    try (ProviderContext context = harness.context()) {
      for (int i = 0; i < 150; i++) {
        context.report(sighting("127.0.0.1"));
      }
      context.report(sighting("198.51.100.1"));
      harness.full = true;
      context.report(sighting("198.51.100.1"));
    }

    assertThat(harness.sightings).hasSizeBetween(101, 150);
    assertThat(harness.sightings.get(0).endpoint().interfaceName()).isEqualTo("one0");
    assertThat(harness.sightings.get(harness.sightings.size() - 1).endpoint().interfaceName())
        .isEmpty();
  }

  @Test
  void followsInterfaces() throws Exception {
    AtomicInteger scans = new AtomicInteger();
    List<List<NetworkLink>> received = new CopyOnWriteArrayList<>();
    try (ProviderContext context = harness.context()) {
      context.scan(Duration.ZERO, scans::incrementAndGet);
      context.onLinks(received::add);
      await().until(() -> scans.get() == 1 && received.size() == 1);
      harness.interfaces.set(ONE, TWO);
      await().until(() -> scans.get() == 2 && received.size() == 2);
      assertThat(context.links()).containsExactly(ONE, TWO);
      harness.interfaces.set(TWO);
      await().until(() -> received.size() == 3);
      assertThat(context.links()).containsExactly(TWO);
      harness.interfaces.set(TWO, TestLinks.loopback("no0", "127.0.0.9/32"));
      assertThat(context.links()).containsExactly(TWO);
    }
    harness.interfaces.set(ONE);

    assertThat(received).containsExactly(List.of(ONE), List.of(ONE, TWO), List.of(TWO));
    assertThat(scans).hasValue(2);
  }

  @Test
  void rebindsOnlyWhatChanged() throws Exception {
    List<InetSocketAddress> senders = new CopyOnWriteArrayList<>();
    try (DatagramSocket peer = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        ProviderContext context = harness.context()) {
      DatagramPort port =
          context.open(PortSpec.ephemeral(), datagram -> senders.add(datagram.source()));
      int first = send(port, peer);
      harness.interfaces.set(ONE, TWO);
      assertThat(send(port, peer)).isEqualTo(first);
      harness.interfaces.set(ONE);
      assertThat(send(port, peer)).isEqualTo(first);
      harness.interfaces.set(TWO);
      harness.interfaces.set(ONE, TWO);
      assertThat(send(port, peer)).isNotEqualTo(first);
    }
  }

  /** Sends to the peer; returns the source port. */
  private static int send(DatagramPort port, DatagramSocket peer) throws IOException {
    port.send(new byte[] {1}, new InetSocketAddress("127.0.0.1", peer.getLocalPort()));
    java.net.DatagramPacket packet = new java.net.DatagramPacket(new byte[10], 10);
    peer.setSoTimeout(5000);
    peer.receive(packet);
    return packet.getPort();
  }

  @Test
  void theStatusShowsEachInterface() throws Exception {
    ProviderRunner runner =
        harness.runner(context -> context.open(PortSpec.ephemeral(), datagram -> {}));
    runner.start();
    await().until(() -> runner.status().state() == State.RUNNING);
    assertThat(runner.status().interfaces())
        .extracting(ModuleStatus.InterfaceStatus::name, ModuleStatus.InterfaceStatus::state)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("one0", State.RUNNING));
    harness.interfaces.set(ONE, TestLinks.loopback("bad0", "192.0.2.1/32"));
    assertThat(runner.status().interfaces())
        .filteredOn(each -> each.name().equals("bad0"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.state()).isEqualTo(State.FAILED);
              assertThat(each.lastError()).contains("192.0.2.1");
            });
    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    harness.interfaces.set(new InterfaceTable(List.of(ONE), Map.of("bad0", "is down")));
    assertThat(runner.status().interfaces())
        .filteredOn(each -> each.name().equals("bad0"))
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isEqualTo(State.DISABLED));
    harness.interfaces.set(ONE);
    assertThat(runner.status().interfaces())
        .extracting(ModuleStatus.InterfaceStatus::name)
        .as("one that was removed or renamed")
        .containsExactly("one0");
    runner.stop();
  }

  @Test
  void isDegradedWhileNoInterfaceCanBeUsed() {
    ProviderRunner runner =
        harness.runner(context -> {}, Map.of("interfaces", "two*", "subnets", new String[0]));
    runner.start();
    await().until(() -> runner.status().state() == State.DEGRADED);
    assertThat(runner.status().detail()).isEqualTo("no interface fits two*; there is one0");
    harness.interfaces.set(ONE, TWO);

    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    assertThat(runner.status().detail()).isEmpty();
    runner.stop();
  }

  @Test
  void isDegradedWhileItHasNoSocketOnAnyInterface() {
    ProviderRunner runner =
        harness.runner(context -> context.open(PortSpec.ephemeral(), datagram -> {}));
    runner.start();
    await().until(() -> runner.status().state() == State.RUNNING);
    harness.interfaces.set(TestLinks.loopback("bad0", "192.0.2.1/32"));

    assertThat(runner.status().state()).isEqualTo(State.DEGRADED);
    assertThat(runner.status().detail()).startsWith("bad0: ").contains("192.0.2.1");
    runner.stop();
  }

  @Test
  void subnetsOfItsOwnNeedNoInterface() {
    for (Map<String, Object> properties :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("interfaces", "no", "subnets", new String[] {"192.0.2.0/24"}))) {
      ProviderRunner runner = harness.runner(context -> {}, properties);
      runner.start();

      await().until(() -> runner.status().state() == State.RUNNING);
      runner.stop();
    }
  }

  private static int freePort() throws SocketException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void indirectSignsEndWithTheProvider() {
    Source sign = new Source("sign", "device", "test", Authority.NEIGHBOUR);
    AtomicReference<DiscoveryContext> lent = new AtomicReference<>();
    ProviderRunner runner = harness.runner(lent::set);
    runner.start();
    await().until(() -> runner.status().state() == State.RUNNING);
    lent.get()
        .notice(
            sign,
            Sighting.of(
                    "a", new Endpoint(TestLinks.address("192.0.2.7"), ""), Duration.ofMinutes(1))
                .build());
    assertThat(harness.sightings).hasSize(1);
    assertThat(runner.sources()).containsExactly(ProviderHarness.SOURCE);

    runner.stop();

    assertThat(runner.sources()).containsExactlyInAnyOrder(ProviderHarness.SOURCE, sign);
  }
}
