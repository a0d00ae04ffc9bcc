// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.Announcer;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Subnet;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.FakePort.Packet;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {

  private static final String FILE = "/hub/etc/io.kitty.multicast.publisher-oven.cfg";
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "service.pid",
          "io.kitty.multicast.publisher~oven",
          "felix.fileinstall.filename",
          "file:" + FILE);
  private static final String FIRST = "{\"name\": \"first\", \"addr\": \"{ip}\"}";
  private static final String SECOND = "{\"name\": \"second\"}";
  private static final NetworkLink WIFI =
      new NetworkLink("wlan0", 3, false, null, List.of(Subnet.parse("198.51.100.1/24")));
  private static final NetworkLink SIX =
      new NetworkLink(
          "eth6",
          6,
          false,
          null,
          List.of(Subnet.parse("fe80::6/64"), Subnet.parse("2001:db8::6/64")));

  private final FakeContext context = new FakeContext();
  private final PublisherNames names = new PublisherNames();
  private final List<Object> services = new ArrayList<>();
  private ConfiguredPublisher component;

  @AfterEach
  void stop() {
    context.close();
  }

  private static ConfiguredPublisher.Config config(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("enabled", true, "message", FIRST));
    all.putAll(settings);
    return TestConfigs.with(ConfiguredPublisher.Config.class, all);
  }

  private void start(Map<String, Object> settings) throws Exception {
    context.links(TestLinks.lan());
    component =
        new ConfiguredPublisher(
            config(settings),
            PROPERTIES,
            names,
            new SentPackets(context.clock()::nanos),
            (service, types, properties) -> {
              assertThat(properties).isEqualTo(Map.of("name", "oven"));
              services.add(service);
              return () -> services.remove(service);
            },
            context.clock()::nanos,
            context.clock());
    component.start(context);
  }

  private void edit(Map<String, Object> settings) {
    component.modified(config(settings), PROPERTIES);
  }

  private Announcer announcer() {
    return (Announcer) services.get(0);
  }

  private List<String> sent() {
    return context.sent().stream().map(PublisherTest::name).toList();
  }

  /** The name in a packet, and the interface on which it was sent. */
  private static String name(Packet packet) {
    String text = new String(packet.payload(), StandardCharsets.UTF_8);
    return text.replaceFirst(".*\"name\":\"(\\w+)\".*", "$1") + " " + packet.by();
  }

  // Schedule

  @Test
  void sendsImmediatelyAndOncePerPeriod() throws Exception {
    start(Map.of("period", 5.0, "ttl", 3));
    assertThat(sent()).containsExactly("first eth0");

    context.advance(Duration.ofSeconds(14));

    assertThat(sent()).hasSize(3);
    assertThat(context.ports())
        .extracting(FakePort::spec)
        .containsExactly(PortSpec.ephemeral().ttl(3));
    assertThat(context.sent())
        .extracting(Packet::to)
        .containsOnly(new InetSocketAddress("224.1.1.1", 5004));
  }

  @Test
  void thePeriodDoesNotDrift() throws Exception {
    start(Map.of("period", 2.0));

    context.advance(Duration.ofSeconds(20_000));

    assertThat(sent()).hasSize(10_001);
  }

  @Test
  void sendsEachInterfacesOwnAddress() throws Exception {
    context.links(TestLinks.lan(), WIFI);
    start(Map.of());
    context.links(TestLinks.lan(), WIFI);

    assertThat(context.sent())
        .extracting(packet -> packet.by() + new String(packet.payload(), StandardCharsets.UTF_8))
        .anyMatch(each -> each.startsWith("eth0") && each.contains("\"addr\":\"192.0.2.1\""))
        .anyMatch(each -> each.startsWith("wlan0") && each.contains("\"addr\":\"198.51.100.1\""));
  }

  @Test
  void sendsToAnIpv6GroupOnIpv6Interfaces() throws Exception {
    start(Map.of("group", "ff15::1"));
    assertThat(sent()).isEmpty();

    context.links(TestLinks.lan(), SIX);

    assertThat(context.sent()).singleElement().extracting(Packet::by).isEqualTo("eth6");
    assertThat(new String(context.sent().get(0).payload(), StandardCharsets.UTF_8))
        .contains("\"addr\":\"2001:db8:0:0:0:0:0:6\"");
    assertThat(announcer().metrics().errors()).isZero();
  }

  @Test
  void sendsImmediatelyOnAReturningInterface() throws Exception {
    start(Map.of("period", 3600.0));
    context.links(new NetworkLink[0]);
    context.advance(Duration.ofSeconds(10));
    assertThat(sent()).hasSize(1);

    context.links(TestLinks.lan(), WIFI);
    context.links(TestLinks.lan(), WIFI);

    assertThat(sent()).containsExactly("first eth0", "first eth0", "first wlan0");
  }

  // Edits

  @Test
  void aNewMessageIsInTheNextPacket() throws Exception {
    start(Map.of("period", 2.0));
    context.advance(Duration.ofSeconds(3));
    edit(Map.of("period", 2.0, "message", SECOND));
    assertThat(sent()).containsExactly("first eth0", "first eth0");

    context.advance(Duration.ofSeconds(1));

    assertThat(sent()).containsExactly("first eth0", "first eth0", "second eth0");
    assertThat(announcer().metrics().packetsSent()).isEqualTo(3);
    assertThat(context.ports()).hasSize(1);
  }

  @Test
  void aNewTargetOrPeriodTakesEffectImmediately() throws Exception {
    start(Map.of("period", 3600.0));
    edit(Map.of("period", 1.0, "group", "239.1.2.3", "port", 6000));

    context.advance(Duration.ofMillis(1500));

    assertThat(sent()).hasSize(3);
    assertThat(context.sent().subList(1, 3))
        .extracting(Packet::to)
        .containsOnly(new InetSocketAddress("239.1.2.3", 6000));
    assertThat(context.ports()).filteredOn(port -> !port.closed()).hasSize(1);
  }

  @Test
  void anInvalidMessageChangesNothing() throws Exception {
    start(Map.of());
    edit(Map.of("message", "{\"name\": \"" + "x".repeat(2000) + "\"}"));
    context.advance(Duration.ofSeconds(2));

    assertThat(sent()).containsExactly("first eth0", "first eth0");
    assertThat(context.degradedReason())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith(FILE + ": message = {\"name\": \"xxxx")
                    .contains("... is not used: allowed are up to 1400 bytes")
                    .endsWith("; the last good one goes on")
                    .hasSizeLessThan(300));

    edit(Map.of("message", SECOND));
    context.advance(Duration.ofSeconds(2));

    assertThat(context.degradedReason()).isEmpty();
    assertThat(sent()).endsWith("second eth0");
  }

  @Test
  void appliesOtherSettingsDespiteAnInvalidMessage() throws Exception {
    start(Map.of("period", 3600.0));
    edit(Map.of("period", 1.0, "message", "nothing"));
    context.advance(Duration.ofSeconds(1));

    assertThat(sent()).containsExactly("first eth0", "first eth0", "first eth0");
  }

  @Test
  void sendsNothingUntilTheFirstValidMessage() throws Exception {
    start(Map.of("message", "nothing"));
    context.advance(Duration.ofMinutes(1));
    assertThat(sent()).isEmpty();
    assertThat(announcer().running()).isFalse();
    assertThat(context.degradedReason())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("message = nothing is not used")
                    .endsWith("nothing is announced"));
    edit(Map.of("message", "still nothing"));

    edit(Map.of());

    assertThat(sent()).containsExactly("first eth0");
    assertThat(context.degradedReason()).isEmpty();
  }

  // Service

  @Test
  void registersItsServiceWhileEnabled() throws Exception {
    start(Map.of());
    assertThat(announcer().name()).isEqualTo("oven");

    edit(Map.of("enabled", false));
    assertThat(services).isEmpty();
    edit(Map.of());
    assertThat(services).hasSize(1);

    component.stop();
    assertThat(services).isEmpty();
    assertThat(names.take("oven")).as("its name is free").isTrue();
  }

  @Test
  void stopsAndStarts() throws Exception {
    start(Map.of());
    announcer().stop();
    context.advance(Duration.ofMinutes(1));
    assertThat(announcer().running()).isFalse();
    assertThat(sent()).hasSize(1);

    announcer().start();
    announcer().start();

    assertThat(announcer().running()).isTrue();
    assertThat(sent()).hasSize(2);
    context.advance(Duration.ofSeconds(2));
    assertThat(sent()).hasSize(3);
  }

  @Test
  void acceptsAMessageFromAnotherBundle() throws Exception {
    start(Map.of());
    announcer().update(SECOND);
    context.advance(Duration.ofSeconds(2));
    assertThat(sent()).endsWith("second eth0");

    assertThatThrownBy(() -> announcer().update("nothing"))
        .isInstanceOf(IllegalArgumentException.class);

    context.advance(Duration.ofSeconds(2));
    assertThat(sent()).endsWith("second eth0");
    assertThat(announcer().announcement().message()).isEqualTo(SECOND);
  }

  @Test
  void sendsNothingAfterCloseUntilItsNextConfiguration() throws Exception {
    start(Map.of());
    announcer().close();
    assertThat(services).isEmpty();
    context.advance(Duration.ofMinutes(1));
    assertThat(sent()).hasSize(1);

    edit(Map.of());

    assertThat(services).hasSize(1);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void countsAndResets() throws Exception {
    start(Map.of("message", SECOND));
    context.advance(Duration.ofSeconds(8));
    int bytes = context.sent().get(0).payload().length;

    assertThat(announcer().metrics())
        .isEqualTo(new AnnouncementMetrics(5, 0, 5L * bytes, 0, 0, 0, 8, 5 / 8.0));
    announcer().reset();
    context.advance(Duration.ofSeconds(2));

    assertThat(announcer().metrics())
        .isEqualTo(new AnnouncementMetrics(1, 0, bytes, 0, 0, 0, 2, 0.5));
  }

  @Test
  void countsFailedSends() throws Exception {
    start(Map.of());
    context.ports().get(0).close();

    context.advance(Duration.ofSeconds(4));

    assertThat(announcer().metrics().errors()).isEqualTo(2);
    assertThat(announcer().metrics().packetsSent()).isEqualTo(1);
  }
}
