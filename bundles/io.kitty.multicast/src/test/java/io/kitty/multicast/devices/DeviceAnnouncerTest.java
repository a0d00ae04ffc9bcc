// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.announce.AnnouncementStats;
import io.kitty.device.Authority;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceAnnouncerTest {

  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  private final FakeContext context = new FakeContext();
  private final List<Object> registered = new ArrayList<>();
  private DeviceAnnouncer announcer;

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(Map.of("enabled", true));
    all.putAll(settings);
    announcer =
        new DeviceAnnouncer(
            TestConfigs.with(DeviceAnnouncer.Config.class, all),
            new SentPackets(context.clock()::nanos),
            (service, types, properties) -> {
              registered.add(service);
              return () -> registered.remove(service);
            },
            context.clock()::nanos,
            context.clock());
    context.links(TestLinks.lan());
    announcer.start(context);
  }

  private static Device device(int number, Evidence... evidence) {
    return Device.builder(DeviceId.of("host", "d" + number), evidence[0].source().id())
        .addresses(List.of(address(number)))
        .facts(Map.of(Fact.KIND, "printer", Fact.NAME, "heard of"))
        .evidence(List.of(evidence))
        .firstSeen(NOW)
        .lastSeen(NOW)
        .build();
  }

  private static Evidence seen(String protocol, int number, String name, boolean live) {
    Sighting sighting =
        Sighting.of("k" + number, new Endpoint(address(number), "eth0"), Duration.ofMinutes(1))
            .fact(Fact.NAME, name)
            .fact(Fact.FIRMWARE, "1.2")
            .build();
    Source source = new Source(protocol, "host", "host", Authority.GENERAL);
    return new Evidence(source, sighting, null, NOW, NOW, NOW, NOW.plusSeconds(60), live);
  }

  private static Evidence relayed(Evidence seen) {
    Source source = seen.source().relayedBy("redis");
    return new Evidence(source, seen.sighting(), null, NOW, NOW, NOW, NOW.plusSeconds(60), true);
  }

  private static Device seen(int number) {
    return device(number, seen("mdns", number, "Printer " + number, true));
  }

  private static InetAddress address(int number) {
    return TestLinks.address(
        "10." + number / 62500 + "." + number / 250 % 250 + "." + number % 250);
  }

  private void appear(Device device) {
    announcer.onEvent(new Appeared(device, true));
  }

  private List<String> sentMessages() {
    return context.sent().stream()
        .map(packet -> new String(packet.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private int messagesWithin(Duration time) {
    int before = sentMessages().size();
    context.advance(time);
    return sentMessages().size() - before;
  }

  // Announcing

  @Test
  void announcesADeviceImmediatelyAndOncePerPeriod() throws Exception {
    start(Map.of("period", 10.0));

    appear(seen(7));
    context.advance(Duration.ZERO);

    assertThat(sentMessages())
        .containsExactly(
            "{\"type\":\"printer\",\"name\":\"Printer"
                + " 7\",\"addr\":\"10.0.0.7\",\"version\":\"1.2\","
                + "\"id\":\"host:d7\",\"timestamp\":1735689600.000}");
    assertThat(messagesWithin(Duration.ofSeconds(60))).isEqualTo(6);
    assertThat(((AnnouncementStats) registered.get(0)).name()).isEqualTo("devices");
    assertThat(((AnnouncementStats) registered.get(0)).metrics().packetsSent()).isEqualTo(7);
  }

  @Test
  void announcesDevicesKnownBeforeItsStart() throws Exception {
    start(Map.of());
    context.close();
    appear(seen(1));

    FakeContext next = new FakeContext(context.clock());
    next.links(TestLinks.lan());
    announcer.start(next);
    next.advance(Duration.ofSeconds(1));

    assertThat(next.sent()).hasSize(1);
    next.close();
  }

  @Test
  void announcesChangesInTheNextPeriodAndNoDepartedDevice() throws Exception {
    start(Map.of());
    Device before = seen(1);
    appear(before);
    context.advance(Duration.ofSeconds(1));

    Device after = device(1, seen("mdns", 1, "Renamed", true));
    announcer.onEvent(new Changed(before, after, false));
    assertThat(messagesWithin(Duration.ofSeconds(10))).isEqualTo(1);
    assertThat(sentMessages().get(1)).contains("\"name\":\"Renamed\"");

    announcer.onEvent(new Departed(after, after, DepartureReason.EXPIRED, null, false));
    assertThat(messagesWithin(Duration.ofMinutes(1))).isZero();
  }

  @Test
  void announcesADeviceWithANewIdOnce() throws Exception {
    start(Map.of());
    Device before = seen(1);
    appear(before);
    Device after = seen(1).withId(DeviceId.of("bambu", "X"));
    announcer.onEvent(new Departed(before, before, DepartureReason.MERGED, after.id(), false));
    appear(after);

    assertThat(messagesWithin(Duration.ofSeconds(9))).isEqualTo(1);
    assertThat(sentMessages().get(0)).contains("bambu:X");
  }

  @Test
  void sendsNothingWhileDisabled() throws Exception {
    start(Map.of("enabled", false));

    appear(seen(1));

    assertThat(messagesWithin(Duration.ofMinutes(1))).isZero();
  }

  @Test
  void packetsNeverExceedTheMaximum() throws Exception {
    start(Map.of());
    Device long1 = device(1, seen("mdns", 1, "\"\\".repeat(200), true));
    appear(long1.withId(DeviceId.of("x", "\u00fc".repeat(40))));

    context.advance(Duration.ofSeconds(1));

    assertThat(context.sent().get(0).payload()).hasSizeLessThan(1400);
  }

  // Relayed devices

  @Test
  void doesNotAnnounceRelayedDevices() throws Exception {
    start(Map.of());

    appear(device(1, seen("multicast", 1, "x", true)));
    appear(device(2, relayed(seen("mdns", 2, "x", true)), seen("multicast", 2, "x", true)));
    appear(device(3, seen("multicast", 3, "x", true), seen("mdns", 3, "y", false)));

    assertThat(messagesWithin(Duration.ofMinutes(1))).isZero();
  }

  @Test
  void stopsWhenItsOwnEvidenceEnds() throws Exception {
    start(Map.of());
    Evidence heard = seen("multicast", 1, "x", true);
    Device both = device(1, heard, seen("mdns", 1, "y", true));
    Device relayed = device(1, heard, seen("mdns", 1, "y", false));
    appear(both);
    assertThat(messagesWithin(Duration.ofSeconds(15))).isEqualTo(2);

    announcer.onEvent(new Changed(both, relayed, false));

    assertThat(messagesWithin(Duration.ofMinutes(1))).isZero();
  }

  @Test
  void doesNotAnnounceRelayedNames() throws Exception {
    start(Map.of());
    appear(device(1, seen("multicast", 1, "an echo", true), seen("ping", 1, "", true)));
    context.advance(Duration.ofSeconds(1));

    assertThat(sentMessages()).singleElement().asString().contains("\"name\":\"\"");
  }

  // Pacing

  @Test
  void spreadsThousandsOverThePeriod() throws Exception {
    start(Map.of("period", 10.0, "rate", 500));
    IntStream.range(0, 5000).forEach(i -> appear(seen(i)));

    for (int second = 0; second < 40; second++) {
      assertThat(messagesWithin(Duration.ofSeconds(1)))
          .as("in second %d", second)
          .isBetween(450, 525);
    }
    assertThat(
            sentMessages().stream().map(each -> each.replaceFirst(".*\"id\":\"([^\"]*).*", "$1")))
        .as("all get their turn")
        .hasSizeGreaterThan(15_000)
        .containsAll(IntStream.range(0, 5000).mapToObj(i -> "host:d" + i).toList());
  }

  @Test
  void keepsALowRate() throws Exception {
    start(Map.of("period", 1.0, "rate", 2));
    IntStream.range(0, 100).forEach(i -> appear(seen(i)));

    assertThat(messagesWithin(Duration.ofSeconds(30))).isBetween(58, 62);
  }
}
