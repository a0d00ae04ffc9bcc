// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeaconProviderTest {

  private static final InetAddress GROUP = TestLinks.address("224.0.0.251");
  private static final InetAddress SELF = TestLinks.address("192.0.2.1");
  private static final InetAddress BARN = TestLinks.address("192.0.2.7");
  private static final InetAddress SHED = TestLinks.address("192.0.2.8");

  private final FakeContext context = new FakeContext();

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    context.links(TestLinks.lan());
    new BeaconProvider(
            TestConfigs.with(BeaconProvider.Config.class, settings), context.clock()::nanos)
        .start(context);
  }

  private void announce(Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("announce", true);
    all.putIfAbsent("announce_host", "hub");
    start(all);
  }

  private void handle(String text, InetAddress from) {
    handle(text, from, true);
  }

  private void handle(String text, InetAddress from, boolean onLink) {
    byte[] payload = ("_woot._tcp.local." + text).getBytes(StandardCharsets.US_ASCII);
    context.deliver(new Datagram(payload, new InetSocketAddress(from, 5354), "eth0", onLink));
  }

  private List<String> sent() {
    return context.sent().stream()
        .map(packet -> new String(packet.payload(), StandardCharsets.US_ASCII))
        .toList();
  }

  private List<String> sentAfter(Duration time) {
    int before = sent().size();
    context.advance(time);
    return sent().subList(before, sent().size());
  }

  // Listening

  @Test
  void joinsTheGroupAndSendsNothing() throws Exception {
    start(Map.of());
    handle("|1337|barn|UP", BARN);
    context.advance(Duration.ofDays(1));
    context.close();

    assertThat(context.ports())
        .extracting(FakePort::spec)
        .containsExactly(PortSpec.listening(5354, GROUP));
    assertThat(context.sent()).isEmpty();
  }

  @Test
  void reportsStartingAndRunningHosts() throws Exception {
    start(Map.of());

    handle("|1337|Barn|UP", BARN);
    Sighting up = context.lastSighting();
    handle("|1337|Barn|ALIVE", BARN);
    Sighting alive = context.lastSighting();

    assertThat(up.endpoint()).isEqualTo(new Endpoint(BARN, "eth0"));
    assertThat(up.lifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(up.identifiers()).containsExactly(new Identifier.HostName("barn"));
    assertThat(up.facts()).isEqualTo(Map.of(Fact.HOSTNAME, "Barn"));
    assertThat(up.services()).containsExactly(new Service("_woot._tcp", "", 1337, Map.of()));
    assertThat(up.attributes()).isEqualTo(Map.of("host", "Barn", "port", 1337L));
    assertThat(up.readings()).isEqualTo(Map.of("status", "UP"));
    assertThat(alive.key()).isEqualTo(up.key());
    assertThat(alive.attributes()).as("no news").isEqualTo(up.attributes());
  }

  @Test
  void keepsHostsOfOneNameSeparate() throws Exception {
    start(Map.of());

    handle("|1337|barn|UP", BARN);
    handle("|1337|barn|UP", SHED);
    handle("|1338|barn|UP", BARN);

    assertThat(context.sightings()).extracting(Sighting::key).doesNotHaveDuplicates();
  }

  @Test
  void aGoodbyeConcernsItsSendersAnnouncementsOnly() throws Exception {
    start(Map.of());

    handle("|1337|barn|UP", BARN);
    handle("|1337|barn|DOWN", SHED);
    handle("|1337|barn|DOWN", BARN);

    String key = context.lastSighting().key();
    assertThat(context.goodbyes().get(0).key()).isNotEqualTo(key);
    assertThat(context.goodbyes().get(0).address()).isEqualTo(SHED);
    assertThat(context.goodbyes().get(1)).isEqualTo(new Goodbye(key, BARN));
    assertThat(context.sightings()).hasSize(1);
  }

  @Test
  void countsMalformedAndOffLinkBeacons() throws Exception {
    start(Map.of());

    handle("|x|barn|UP", BARN);
    handle("|1337|barn|UP", BARN, false);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).isEqualTo(Map.of("malformed", 1L, "off_link", 1L));
  }

  @Test
  void listensForAnyServiceInAnyGroup() throws Exception {
    start(Map.of("service", "_kiln._udp.local.", "group", "239.1.2.3", "port", 7000));

    context.deliver(
        7000,
        "_kiln._udp.local.|81|barn|UP".getBytes(StandardCharsets.US_ASCII),
        new InetSocketAddress(BARN, 7000));

    assertThat(context.ports().get(0).spec())
        .isEqualTo(PortSpec.listening(7000, TestLinks.address("239.1.2.3")));
    assertThat(context.lastSighting().services())
        .containsExactly(new Service("_kiln._udp", "", 81, Map.of()));
  }

  // Announcing

  @Test
  void sendsUpAtTheStartAndDownAtTheEnd() throws Exception {
    announce(Map.of("announce_port", 8088));
    context.advance(Duration.ofDays(1));
    context.close();

    assertThat(sent())
        .containsExactly("_woot._tcp.local.|8088|hub|UP", "_woot._tcp.local.|8088|hub|DOWN");
    assertThat(context.sent())
        .allSatisfy(
            packet -> {
              assertThat(packet.kind()).isEqualTo(FakePort.Kind.MULTICAST);
              assertThat(packet.to()).isEqualTo(new InetSocketAddress(GROUP, 5354));
            });
  }

  @Test
  void announcesThisHostByDefault() throws Exception {
    announce(Map.of("announce_host", ""));

    assertThat(sent())
        .singleElement()
        .asString()
        .isEqualTo("_woot._tcp.local.|1337|" + InetAddress.getLocalHost().getHostName() + "|UP");
  }

  @Test
  void sendsUpWhenAnInterfaceAppears() throws Exception {
    announce(Map.of());
    assertThat(sent()).hasSize(1);

    context.links(TestLinks.lan(), TestLinks.loopback());
    assertThat(sent()).hasSize(2);
    context.links(TestLinks.lan());
    assertThat(sent()).hasSize(2);
    context.links(TestLinks.lan(), TestLinks.loopback());
    assertThat(sent()).hasSize(3).allMatch(each -> each.endsWith("|UP"));
  }

  @Test
  void repeatsItsBeaconIfConfigured() throws Exception {
    announce(Map.of("announce_interval", 30.0));

    assertThat(sentAfter(Duration.ofSeconds(29))).isEmpty();
    assertThat(sentAfter(Duration.ofSeconds(61)))
        .hasSize(3)
        .containsOnly("_woot._tcp.local.|1337|hub|ALIVE");
  }

  @Test
  void respondsToANewHostOnce() throws Exception {
    announce(Map.of());

    handle("|1337|barn|UP", BARN);
    assertThat(sentAfter(Duration.ZERO)).containsExactly("_woot._tcp.local.|1337|hub|ALIVE");
    handle("|1337|barn|ALIVE", BARN);
    assertThat(sentAfter(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void respondsAgainToARestartedHost() throws Exception {
    announce(Map.of());
    handle("|1337|barn|ALIVE", BARN);
    assertThat(sentAfter(Duration.ofMinutes(1))).hasSize(1);

    handle("|1337|barn|DOWN", BARN);
    assertThat(sentAfter(Duration.ofMinutes(1))).isEmpty();
    handle("|1337|barn|ALIVE", BARN);
    assertThat(sentAfter(Duration.ofMinutes(1))).hasSize(1);
    handle("|1337|barn|UP", BARN);
    assertThat(sentAfter(Duration.ofMinutes(1))).hasSize(1);
  }

  @Test
  void respondsWithGrowingPausesToARestartingHost() throws Exception {
    announce(Map.of());
    context.advance(Duration.ofMinutes(1));
    int before = sent().size();

    for (int i = 0; i < 3600; i++) {
      handle("|1337|barn|UP", BARN);
      context.advance(Duration.ofSeconds(1));
    }

    assertThat(sent().size() - before).isBetween(10, 16);
  }

  @Test
  void sendsOneResponseToSimultaneousHosts() throws Exception {
    announce(Map.of());
    for (int round = 0; round < 10; round++) {
      for (int i = 1; i < 255; i++) {
        handle("|1337|h" + i + "|UP", TestLinks.address("10.0." + round + "." + i));
      }
    }

    assertThat(sentAfter(Duration.ofMinutes(1))).hasSizeBetween(1, 2);
  }

  @Test
  void neverListsItself() throws Exception {
    announce(Map.of());

    handle("|1337|hub|UP", SELF);
    handle("|1337|hub|DOWN", SELF);
    context.advance(Duration.ofMinutes(1));
    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).isEmpty();
    assertThat(sent()).hasSize(1);

    handle("|1338|hub|UP", SELF);
    handle("|1337|other|UP", SELF);
    handle("|1337|hub|UP", BARN);
    assertThat(context.sightings()).hasSize(3);
  }
}
