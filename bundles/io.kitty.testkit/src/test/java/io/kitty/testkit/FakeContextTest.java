// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeContextTest {

  private final FakeContext context = new FakeContext();
  private final List<String> done = new ArrayList<>();

  @Test
  void deliversToThePortsOfANumber() throws Exception {
    context.open(PortSpec.listening(1900), datagram -> done.add("1900 " + datagram.text()));
    context.open(PortSpec.ephemeral(), datagram -> done.add("0 " + datagram.text()));

    context.deliver(1900, new byte[] {'a'}, new InetSocketAddress(TestDevices.address(1), 1900));
    context.deliver(0, new byte[] {'b'}, new InetSocketAddress(TestDevices.address(1), 1900));

    assertThat(done).containsExactly("1900 a", "0 b");
  }

  @Test
  void recordsSentPackets() throws Exception {
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> {});
    port.send(new byte[] {1}, new InetSocketAddress(TestDevices.address(1), 9));
    port.multicast(new byte[] {2}, TestLinks.address("239.255.255.250"), 1900);
    port.broadcast(new byte[] {3}, 7);

    assertThat(context.sent())
        .extracting(FakePort.Packet::kind)
        .containsExactly(FakePort.Kind.SEND, FakePort.Kind.MULTICAST, FakePort.Kind.BROADCAST);
  }

  @Test
  void runsTimersInOrder() {
    context.schedule(Duration.ofSeconds(2), () -> done.add("b" + seconds()));
    context.schedule(
        Duration.ofSeconds(1),
        () -> {
          done.add("a" + seconds());
          context.schedule(Duration.ofSeconds(1), () -> done.add("c" + seconds()));
        });

    context.advance(Duration.ofMillis(999));
    assertThat(done).isEmpty();
    context.advance(Duration.ofSeconds(5));
    assertThat(done).containsExactly("a1", "b2", "c2");
  }

  private long seconds() {
    return Duration.ofNanos(context.clock().nanos()).toSeconds();
  }

  @Test
  void runsOrQueuesTasks() {
    context.execute(() -> done.add("now"));
    context.queueTasks();
    context.execute(() -> done.add("later"));

    assertThat(done).containsExactly("now");
    context.runTasks();
    assertThat(done).containsExactly("now", "later");
  }

  @Test
  void reportsInterfacesNowAndOnChange() {
    List<List<NetworkLink>> received = new ArrayList<>();
    context.onLinks(received::add);
    context.links(TestLinks.loopback(), TestLinks.lan());

    assertThat(received)
        .containsExactly(
            List.of(TestLinks.loopback()), List.of(TestLinks.loopback(), TestLinks.lan()));
  }

  @Test
  void failsToOpenPortsOnRequest() {
    context.failOpen("address in use");

    assertThatThrownBy(() -> context.open(PortSpec.ephemeral(), datagram -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("address in use");
  }

  @Test
  void closesResourcesInReverseOrder() {
    context.own(() -> done.add("first"));
    context.own(() -> done.add("second"));
    context.close();
    context.close();
    context.own(() -> done.add("late"));

    assertThat(done).containsExactly("second", "first", "late");
  }

  @Test
  void doesNothingOnceItIsClosed() throws Exception {
    DatagramPort early = context.open(PortSpec.listening(7), datagram -> done.add("received"));
    context.schedule(Duration.ofSeconds(1), () -> done.add("timer"));
    context.close();

    early.broadcast(new byte[1], 7);
    context.report(
        Sighting.of("k", new Endpoint(TestDevices.address(1), "eth0"), Duration.ofSeconds(1))
            .build());
    context.goodbye("k", TestDevices.address(1));
    context.count("c", 1);
    context.error("", "e");
    context.degraded("d");
    context.execute(() -> done.add("task"));
    context.schedule(Duration.ZERO, () -> done.add("timer"));
    context.scan(Duration.ofSeconds(1), () -> done.add("scan"));
    context.onLinks(links -> done.add("links"));
    context.advance(Duration.ofSeconds(2));
    context.deliver(7, new byte[1], new InetSocketAddress(TestDevices.address(1), 7));
    DatagramPort late = context.open(PortSpec.listening(7), datagram -> {});

    assertThat(late)
        .isInstanceOfSatisfying(FakePort.class, port -> assertThat(port.closed()).isTrue());
    assertThat(done).isEmpty();
    assertThat(context.sent()).isEmpty();
    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.counters()).isEmpty();
    assertThat(context.errors()).isEmpty();
    assertThat(context.degradedReason()).isEmpty();
    assertThat(context.scan()).isEmpty();
    assertThat(context.closed()).isTrue();
  }

  @Test
  void replaysDevicesAndTellsOfChanges() {
    context.present(TestDevices.host(1));
    context.follow(
        device -> !device.ignored(),
        device -> done.add("present " + device.id()),
        device -> done.add("gone " + device.id()));
    context.present(TestDevices.host(2));
    context.gone(TestDevices.host(1));
    context.gone(TestDevices.host(1));
    context.close();
    context.gone(TestDevices.host(2));

    assertThat(done)
        .containsExactly(
            "present " + TestDevices.host(1).id(),
            "present " + TestDevices.host(2).id(),
            "gone " + TestDevices.host(1).id());
  }

  @Test
  void answersRequestsAsProgrammedUntilItIsClosed() {
    DeviceRequest request = DeviceRequest.get(TestDevices.address(1), 80, "/x");
    assertThat(context.http().send(request)).isCompletedExceptionally();
    context.queueTasks();
    context.http().respond(each -> FakeHttp.response(200, "answer to " + each.path()));

    CompletableFuture<DeviceResponse> response = context.http().send(request);
    assertThat(response).isNotDone();
    context.runTasks();
    assertThat(response.join().text()).isEqualTo("answer to /x");
    context.close();

    assertThat(context.http().send(request)).isCompletedExceptionally();
    assertThat(context.http().requests()).hasSize(2);
  }
}
