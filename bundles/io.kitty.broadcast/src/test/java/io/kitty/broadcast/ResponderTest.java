// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponderTest {

  private static final InetSocketAddress ASKER =
      new InetSocketAddress(TestLinks.address("192.0.2.50"), 40000);

  private final FakeContext context = new FakeContext();

  @AfterEach
  void close() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("respond", true);
    context.links(TestLinks.loopback(), TestLinks.lan());
    new BroadcastProvider(
            TestConfigs.with(BroadcastProvider.Config.class, all), context.clock()::nanos)
        .start(context);
  }

  private FakePort port() {
    return context.ports().stream()
        .filter(port -> port.spec().equals(PortSpec.listening(9999)))
        .findFirst()
        .orElseThrow();
  }

  private void ask(String request, InetSocketAddress from, boolean onLink) {
    port().deliver(new Datagram(request.getBytes(US_ASCII), from, "eth0", onLink));
  }

  private void ask() {
    ask("DISCOVER_SERVER", ASKER, true);
  }

  private List<String> answers() {
    return port().sent().stream().map(packet -> new String(packet.payload(), US_ASCII)).toList();
  }

  @Test
  void isDisabledByDefault() throws Exception {
    start(Map.of("respond", false));

    assertThat(context.ports()).extracting(FakePort::spec).containsExactly(PortSpec.ephemeral());
  }

  @Test
  void answersWithItsAddressInTheClientsNetwork() throws Exception {
    start(Map.of());

    ask();

    assertThat(answers()).containsExactly("SERVER_IP:192.0.2.1");
    assertThat(port().sent())
        .allMatch(packet -> packet.kind() == FakePort.Kind.SEND && packet.to().equals(ASKER));
  }

  @Test
  void answersWithTheConfiguredAddress() throws Exception {
    start(
        Map.of(
            "respond_address", "192.0.2.99",
            "respond_port", 8123,
            "prefix", "HERE:",
            "message", "WHERE?"));

    ask("WHERE?", ASKER, true);
    ask();

    assertThat(answers()).containsExactly("HERE:192.0.2.99:8123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DISCOVER_SERVER\n",
        "DISCOVER_SERVER ",
        "discover_server",
        "DISCOVER_SERVE",
        "SERVER_IP:192.0.2.50"
      })
  void answersTheExactRequestOnly(String request) throws Exception {
    start(Map.of());

    ask(request, ASKER, true);

    assertThat(answers()).isEmpty();
  }

  @Test
  void ignoresOffLinkClients() throws Exception {
    start(Map.of());

    ask("DISCOVER_SERVER", new InetSocketAddress(TestLinks.address("198.51.100.7"), 40000), false);

    assertThat(answers()).isEmpty();
    assertThat(context.counters()).containsEntry("not_answered", 1L);
  }

  @Test
  void neverAnswersItself() throws Exception {
    start(Map.of());

    ask("DISCOVER_SERVER", new InetSocketAddress(TestLinks.address("192.0.2.1"), 40000), true);

    assertThat(answers()).isEmpty();
    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void limitsReplies() throws Exception {
    start(Map.of());

    for (int i = 0; i < 50; i++) {
      ask();
    }
    assertThat(answers()).hasSize(Responder.MAX_PER_CLIENT);
    context.advance(Duration.ofSeconds(1));
    ask();

    assertThat(answers()).hasSize(Responder.MAX_PER_CLIENT + 1);
  }
}
