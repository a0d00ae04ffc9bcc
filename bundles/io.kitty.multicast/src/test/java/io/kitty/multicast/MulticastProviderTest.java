// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.announce.AnnouncementListener;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.ReceivedAnnouncement;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.multicast.group.SentPackets;
import io.kitty.multicast.message.Samples;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MulticastProviderTest {

  private static final InetAddress SELF = TestLinks.address("192.0.2.1");
  private static final InetAddress OVEN = TestLinks.address("192.0.2.7");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.66");
  private static final String TICK =
      "{\"type\": \"clock\", \"name\": \"n%d\", \"addr\": \"192.0.2.7:%d\", \"timestamp\": %d}";

  private final FakeContext context = new FakeContext();
  private final SentPackets sentPackets = new SentPackets(context.clock()::nanos);
  private final List<Object> registered = new ArrayList<>();
  private MulticastProvider provider;

  @AfterEach
  void stop() {
    context.close();
    if (provider != null) {
      provider.stop();
    }
  }

  private void start(Map<String, Object> settings) throws Exception {
    context.links(TestLinks.lan());
    provider =
        new MulticastProvider(
            TestConfigs.with(MulticastProvider.Config.class, settings),
            sentPackets,
            (service, types, properties) -> {
              registered.add(service);
              return () -> registered.remove(service);
            },
            context.clock()::nanos);
    provider.start(context);
  }

  private void handle(String text, InetAddress from) {
    handle(Samples.bytes(text), from);
  }

  private void handle(byte[] payload, InetAddress from) {
    context.deliver(new Datagram(payload, new InetSocketAddress(from, 40000), "eth0", true));
  }

  private AnnouncementMetrics metrics() {
    return ((AnnouncementStats) registered.get(0)).metrics();
  }

  private static String tick(int number, int time) {
    return TICK.formatted(number, 1000 + number, time);
  }

  // Listening

  @Test
  void joinsGroupsOfOnePortOnOneSocket() throws Exception {
    start(Map.of("groups", new String[] {"224.1.1.1:5004", "[ff15::1]:5004", "239.1.2.3:6000"}));

    assertThat(context.ports())
        .extracting(FakePort::spec)
        .containsExactly(
            PortSpec.listening(5004, TestLinks.address("224.1.1.1"), TestLinks.address("ff15::1")),
            PortSpec.listening(6000, TestLinks.address("239.1.2.3")));
    assertThat(context.sent()).isEmpty();
  }

  // Reporting

  @Test
  void reportsAService() throws Exception {
    start(Map.of());

    handle(Samples.TEXT, OVEN);

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("kiln|Oven|192.0.2.7:8080");
    assertThat(sighting.endpoint()).isEqualTo(new Endpoint(OVEN, "eth0"));
    assertThat(sighting.via()).isNull();
    assertThat(sighting.lifetime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(sighting.facts()).isEqualTo(Map.of(Fact.NAME, "Oven"));
    assertThat(sighting.services())
        .containsExactly(new Service("kiln", "Oven", 8080, Map.of("version", "1.2")));
    assertThat(sighting.attributes())
        .isEqualTo(
            Map.of(
                "type", "kiln",
                "name", "Oven",
                "addr", "192.0.2.7:8080",
                "host", "192.0.2.7",
                "port", 8080L,
                "source", "192.0.2.7",
                "version", "1.2"));
    assertThat(sighting.readings()).isEmpty();
  }

  @Test
  void acceptsAClaimedAddressOnALocalSubnet() throws Exception {
    start(Map.of());

    handle(Samples.LIST, OTHER);

    Sighting sighting = context.lastSighting();
    assertThat(sighting.endpoint()).isEqualTo(new Endpoint(TestLinks.address("192.0.2.8"), ""));
    assertThat(sighting.via()).as("it is what a neighbour says").isEqualTo(OTHER);
    assertThat(sighting.attributes())
        .containsEntry("host", "192.0.2.8")
        .containsEntry("addr", "192.0.2.8:11000")
        .containsEntry("port", 11000L)
        .containsEntry("source", "192.0.2.66")
        .containsEntry("claimed_ip", "192.0.2.8");
  }

  @Test
  void usesTheSenderIfTheClaimedAddressIsRemote() throws Exception {
    start(Map.of());

    handle("{\"type\":\"x\",\"addr\":\"10.9.8.7:80\"}", OVEN);

    Sighting sighting = context.lastSighting();
    assertThat(sighting.endpoint().address()).isEqualTo(OVEN);
    assertThat(sighting.attributes())
        .containsEntry("host", "10.9.8.7")
        .containsEntry("claimed_ip", "10.9.8.7")
        .containsEntry("source", "192.0.2.7");
  }

  @Test
  void usesTheSenderIfTheClaimedAddressIsImpossible() throws Exception {
    start(Map.of());

    for (String impossible :
        List.of("127.0.0.1", "0.0.0.0", "224.1.1.1", "192.0.2.255", "[::1]", "[ff15::1]")) {
      handle("{\"type\":\"x\",\"addr\":\"" + impossible + ":80\"}", OVEN);
      Sighting sighting = context.lastSighting();
      assertThat(sighting.endpoint().address()).as(impossible).isEqualTo(OVEN);
      assertThat(sighting.attributes())
          .as(impossible)
          .containsEntry("host", "192.0.2.7")
          .containsEntry("port", 80L)
          .containsKey("claimed_ip");
    }
  }

  @Test
  void usesTheFirstPossibleAddressOfTheDemo() throws Exception {
    start(Map.of());

    handle(Samples.DEMO, OTHER);

    Sighting sighting = context.lastSighting();
    assertThat(sighting.endpoint().address()).isEqualTo(TestLinks.address("192.0.2.9"));
    assertThat(sighting.attributes()).containsEntry("port", 5000L).doesNotContainKey("timestamp");
    assertThat(sighting.readings()).isEqualTo(Map.of("timestamp", 1700000000.5));
  }

  @Test
  void keepsAHostNameWithoutLookingItUp() throws Exception {
    start(Map.of());

    handle(Samples.BARE, OVEN);

    assertThat(context.lastSighting().endpoint().address()).isEqualTo(OVEN);
    assertThat(context.lastSighting().attributes())
        .containsEntry("host", "barn.example")
        .doesNotContainKeys("port", "claimed_ip");
  }

  @Test
  void showsNoSecrets() throws Exception {
    start(Map.of());

    handle("{\"type\":\"x\",\"addr\":\"192.0.2.7:80\",\"Password\":\"1234\"}", OVEN);

    assertThat(context.lastSighting().toString()).doesNotContain("1234");
  }

  // Report intervals

  @Test
  void reportsAKnownServiceAfterAThirdOfItsLifetime() throws Exception {
    start(Map.of());

    for (int second = 0; second < 60; second++) {
      handle(tick(1, second), OVEN);
      context.advance(Duration.ofSeconds(1));
    }

    assertThat(context.sightings()).hasSize(6);
    assertThat(context.sightings())
        .extracting(Sighting::attributes)
        .hasSize(6)
        .containsOnly(context.lastSighting().attributes());
    assertThat(metrics().packetsReceived()).isEqualTo(60);
  }

  @Test
  void reportsChangesAtMostOncePerSecond() throws Exception {
    start(Map.of());
    String attributes = "{\"type\":\"x\",\"addr\":\"192.0.2.7:80\",\"state\":\"%s\"}";

    handle(attributes.formatted("a"), OVEN);
    context.advance(Duration.ofSeconds(1));
    handle(attributes.formatted("b"), OVEN);
    assertThat(context.lastSighting().attributes()).containsEntry("state", "b");
    for (int i = 0; i < 100; i++) {
      handle(attributes.formatted("c" + i), OVEN);
    }
    assertThat(context.sightings()).hasSize(2);
    context.advance(Duration.ofSeconds(1));
    handle(attributes.formatted("c99"), OVEN);
    assertThat(context.lastSighting().attributes()).containsEntry("state", "c99");
    assertThat(context.sightings()).hasSize(3);
  }

  @Test
  void reportsAReturningServiceImmediately() throws Exception {
    start(Map.of());
    handle(Samples.TEXT, OVEN);
    context.advance(Duration.ofSeconds(31));
    assertThat(metrics().activeServices()).isZero();

    handle(Samples.TEXT, OVEN);

    assertThat(context.sightings()).hasSize(2);
    assertThat(metrics().activeServices()).isEqualTo(1);
  }

  // Filtering

  @Test
  void countsMalformedAndLongMessagesWithoutLogging() throws Exception {
    start(Map.of());

    handle(new byte[] {(byte) 0x80, 0x60, 0, 1, 0, 0, 0, 2}, OVEN);
    for (String noise :
        List.of(
            "", " ", "there is nothing to see", "[1, 2, 3]", "\"x\"", "{\"a\":", "{} {}", "7")) {
      handle(noise, OVEN);
    }
    handle("{\"a\":{}}".getBytes(StandardCharsets.UTF_16LE), OVEN);
    handle("{\"type\":\"" + "x".repeat(1400) + "\"}", OVEN);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).isEqualTo(Map.of("malformed", 10L, "oversize", 1L));
    assertThat(metrics().errors()).isEqualTo(11);
    assertThat(metrics().packetsReceived()).isEqualTo(11);
  }

  @Test
  void listsOnlyConfiguredTypes() throws Exception {
    start(Map.of("types", new String[] {"il", "hive"}));

    handle(Samples.TEXT, OVEN);
    handle(Samples.LIST, OVEN);
    handle(Samples.BARE, OVEN);

    assertThat(context.sightings())
        .extracting(sighting -> sighting.attributes().get("type"))
        .containsExactly("kiln", "hive");
    assertThat(metrics().activeServices()).isEqualTo(2);
  }

  @Test
  void ignoresOwnAnnouncements() throws Exception {
    start(Map.of());
    sentPackets.record(Samples.bytes(Samples.TEXT));

    handle(Samples.TEXT, SELF);
    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).isEqualTo(Map.of("own", 1L));

    handle(Samples.LIST, SELF);
    handle(Samples.TEXT, OTHER);
    assertThat(context.sightings()).as("others, here and elsewhere").hasSize(2);
  }

  // Bounds

  @Test
  void limitsServicesPerSender() throws Exception {
    start(Map.of());

    IntStream.range(0, 10_000).forEach(i -> handle(tick(i, 0), OVEN));
    handle(Samples.LIST, OTHER);

    assertThat(metrics().activeServices()).isEqualTo(2049);
    assertThat(context.lastSighting().attributes()).containsEntry("name", "Bee");
  }

  @Test
  void evictsTheServiceSilentTheLongest() throws Exception {
    start(Map.of());

    for (int i = 0; i < 20_000; i++) {
      handle(tick(i, 0), TestLinks.address("10.0." + i / 250 + "." + (1 + i % 250)));
    }

    assertThat(metrics().activeServices()).isEqualTo(8192);
    assertThat(context.sightings()).hasSize(20_000);
  }

  @Test
  void countsAServiceFromTwoAddressesOnce() throws Exception {
    start(Map.of());

    handle(Samples.TEXT, OVEN);
    handle(Samples.TEXT, OTHER);

    assertThat(metrics().activeServices()).isEqualTo(1);
    assertThat(context.sightings())
        .extracting(Sighting::key)
        .containsOnly("kiln|Oven|192.0.2.7:8080");
  }

  // Listeners

  @Test
  void passesEveryPacketToListenersInOrder() throws Exception {
    start(Map.of());
    List<ReceivedAnnouncement> all = new CopyOnWriteArrayList<>();
    List<ReceivedAnnouncement> clocks = new CopyOnWriteArrayList<>();
    provider.addListener(all::add, Map.of());
    provider.addListener(clocks::add, Map.of(AnnouncementListener.TYPE, "lock"));

    for (int i = 0; i < 500; i++) {
      handle(tick(1, i), OVEN);
      handle(Samples.LIST, OVEN);
    }

    await().until(() -> all.size() == 1000 && clocks.size() == 500);
    assertThat(clocks)
        .extracting(ReceivedAnnouncement::message)
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> tick(1, i)).toList());
    assertThat(all.get(1))
        .isEqualTo(
            new ReceivedAnnouncement(
                Samples.LIST,
                "hive",
                "Bee",
                "192.0.2.8",
                11000,
                new InetSocketAddress(OVEN, 40000),
                "eth0"));
  }

  @Test
  void aSlowListenerLosesItsOldestAndDelaysNoOther() throws Exception {
    start(Map.of());
    CountDownLatch proceed = new CountDownLatch(1);
    List<String> slow = new CopyOnWriteArrayList<>();
    List<String> quick = new CopyOnWriteArrayList<>();
    provider.addListener(
        received -> {
          try {
            proceed.await();
          } catch (InterruptedException e) {
            return;
          }
          slow.add(received.message());
        },
        Map.of());
    provider.addListener(
        received -> {
          quick.add(received.message());
          throw new IllegalStateException("a listener may fail");
        },
        Map.of());

    for (int i = 0; i < 5000; i++) {
      handle(tick(1, i), OVEN);
      int received = i + 1;
      if (received % 1000 == 0) {
        await().until(() -> quick.size() == received);
      }
    }
    proceed.countDown();

    await().until(() -> !slow.isEmpty() && slow.get(slow.size() - 1).equals(tick(1, 4999)));
    assertThat(context.counters().get("listener_losses")).isEqualTo(5000L - slow.size());
    assertThat(slow.subList(1, slow.size()))
        .containsExactlyElementsOf(
            IntStream.range(5000 - slow.size() + 1, 5000).mapToObj(i -> tick(1, i)).toList());
  }

  @Test
  void aRemovedListenerGetsNoMoreAnnouncements() throws Exception {
    start(Map.of());
    List<ReceivedAnnouncement> received = new CopyOnWriteArrayList<>();
    AnnouncementListener listener = received::add;
    provider.addListener(listener, Map.of());
    handle(Samples.TEXT, OVEN);
    await().until(() -> received.size() == 1);

    provider.removeListener(listener);
    handle(Samples.LIST, OVEN);

    assertThat(received).hasSize(1);
  }

  // Counters

  @Test
  void countsAndResets() throws Exception {
    start(Map.of());
    handle(Samples.TEXT, OVEN);
    handle("noise", OVEN);
    context.advance(Duration.ofSeconds(4));

    assertThat(metrics())
        .isEqualTo(new AnnouncementMetrics(0, 2, 0, Samples.TEXT.length() + 5, 1, 1, 4.0, 0.5));

    ((AnnouncementStats) registered.get(0)).reset();

    assertThat(metrics()).isEqualTo(new AnnouncementMetrics(0, 0, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void registersItsCountersWhileItRuns() throws Exception {
    start(Map.of());
    assertThat(registered).hasSize(1);

    context.close();

    assertThat(registered).isEmpty();
  }
}
