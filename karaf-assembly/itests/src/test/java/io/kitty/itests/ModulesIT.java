// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protocols are disabled and enabled, in the end each alone. */
class ModulesIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How long a disabled protocol may hold its sockets. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static HubProcess hub;

  @BeforeAll
  static void startAndSwitchAllOff() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("modules");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    hub.start();
    assertThat(listening()).isEqualTo(ListeningPorts.all());

    for (String protocol : protocols()) {
      hub.configure("io.kitty." + protocol, "enabled", "false");
    }
    awaitNoSockets();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  static List<String> protocols() throws IOException {
    return HubProcess.protocols().stream().map(pid -> pid.replace("io.kitty.", "")).toList();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void canBeReenabledAndDisabledAgain(String protocol) throws Exception {
    hub.configure("io.kitty." + protocol, "enabled", "true");

    await(protocol).atMost(SOON).until(() -> hub.rest().json("/health").path(protocol).asBoolean());
    assertThat(sockets().isEmpty()).isEqualTo(ListeningPorts.opensNone(protocol));
    assertThat(listening()).isEqualTo(ListeningPorts.of(protocol));

    hub.configure("io.kitty." + protocol, "enabled", "false");

    awaitNoSockets();
    await(protocol + " to end")
        .atMost(AT_ONCE)
        .until(() -> !hub.rest().json("/health").path(protocol).asBoolean(true));
    assertThat(hub.rest().get("/health").statusCode()).isEqualTo(200);
  }

  private static void awaitNoSockets() {
    await("the sockets to be free")
        .atMost(AT_ONCE)
        .untilAsserted(() -> assertThat(sockets()).isEmpty());
  }

  private static List<InetSocketAddress> sockets() throws IOException {
    List<InetSocketAddress> sockets = new ArrayList<>(ProcessSockets.udp(hub.pid()));
    sockets.addAll(ProcessSockets.icmp(hub.pid()));
    return sockets;
  }

  /** The ports that take datagrams from anywhere; those to ask from are bound to an address. */
  private static Set<Integer> listening() throws IOException {
    return ProcessSockets.udp(hub.pid()).stream()
        .filter(socket -> !socket.getAddress().isLoopbackAddress())
        .map(InetSocketAddress::getPort)
        .collect(Collectors.toSet());
  }
}
