// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceQuery.Ignored;
import io.kitty.inventory.DeviceQuery.Presence;
import io.kitty.inventory.DeviceQuery.Scope;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceQueryTest {

  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final Set<String> ANY = Set.of();

  private final Device host = device("host:192.0.2.7", Map.of(Fact.KIND, "host"), "192.0.2.7");
  private final Device printer =
      device(
          "x:Garage%20one",
          Map.of(
              Fact.KIND, "Printer",
              Fact.STATUS, "IDLE",
              Fact.NAME, "S\u00d6HNE",
              Fact.HOSTNAME, "attic.example",
              Fact.VENDOR, "Ann & Bob",
              Fact.MODEL, "Press",
              Fact.MODEL_CODE, "C11",
              Fact.FIRMWARE, "v8.1"),
          "192.0.2.200");

  @Test
  void emptyQueryMatchesEveryDevice() {
    DeviceQuery query = query(Set.of(), ANY, ANY, ANY);
    assertThat(query).accepts(host, printer, departed(host));
  }

  @Test
  void matchesPresence() {
    assertThat(query(Set.of(Presence.PRESENT), ANY, ANY, ANY))
        .accepts(host)
        .rejects(departed(host));
    assertThat(query(Set.of(Presence.DEPARTED), ANY, ANY, ANY))
        .accepts(departed(host))
        .rejects(host);
    assertThat(query(Set.of(Presence.values()), ANY, ANY, ANY)).accepts(host, departed(host));
  }

  @Test
  void matchesAnyOfTheKinds() {
    assertThat(query(Set.of(), Set.of("pRINTER"), ANY, ANY)).accepts(printer).rejects(host);
    assertThat(query(Set.of(), Set.of("printer", "host"), ANY, ANY)).accepts(printer, host);
    assertThat(query(Set.of(), Set.of("print"), ANY, ANY)).rejects(printer);
  }

  @Test
  void matchesReportedStatusOrOnline() {
    assertThat(query(Set.of(), ANY, Set.of("idle"), ANY)).accepts(printer).rejects(host);
    assertThat(query(Set.of(), ANY, Set.of("Online"), ANY)).accepts(host).rejects(printer);
  }

  @Test
  void excludesIgnoredDevicesByDefault() {
    Device ignored = device("a:1", Map.of(Fact.USER_IGNORED, "true"));
    assertThat(DeviceQuery.PRESENT).accepts(host).rejects(ignored, departed(host));
    assertThat(query(Set.of(), ANY, ANY, ANY)).rejects(ignored);
    assertThat(DeviceQuery.builder().ignored(Ignored.ONLY).build())
        .accepts(ignored)
        .rejects(host, departed(ignored));
    assertThat(DeviceQuery.builder().ignored(Ignored.INCLUDE).build()).accepts(ignored, host);
  }

  @Test
  void matchesAnnotatedRoomsAndTags() {
    Device cellar = device("a:1", Map.of(Fact.USER_ROOM, "Cellar", Fact.USER_TAGS, "3D,spare"));
    assertThat(DeviceQuery.builder().rooms(Set.of("cellar", "attic")).build())
        .accepts(cellar)
        .rejects(host);
    assertThat(DeviceQuery.builder().rooms(Set.of("cell")).build()).rejects(cellar);
    assertThat(DeviceQuery.builder().tags(Set.of("SPARE")).build()).accepts(cellar).rejects(host);
    assertThat(DeviceQuery.builder().tags(Set.of("3d,spare")).build()).rejects(cellar);
  }

  @Test
  void findsWordsInAnnotatedNames() {
    Device named = device("a:1", Map.of(Fact.NAME, "esp-1", Fact.USER_NAME, "Heating"));
    assertThat(text("heat", Scope.NAMES)).accepts(named).rejects(host);
    assertThat(text("heat esp", Scope.NAMES)).accepts(named);
  }

  @Test
  void requiresAllComponents() {
    assertThat(query(Set.of(), Set.of("printer"), Set.of("online"), ANY)).rejects(printer, host);
  }

  @Test
  void matchesLiveSourcesOfPresentAndAllSourcesOfDepartedDevices() {
    DeviceQuery live = query(Set.of(), ANY, ANY, Set.of("SSDP"));
    DeviceQuery remembered = query(Set.of(), ANY, ANY, Set.of("ping"));
    assertThat(live).accepts(host, departed(host));
    assertThat(remembered).accepts(departed(host)).rejects(host);
    assertThat(query(Set.of(), ANY, ANY, Set.of("mdns", "ping"))).accepts(departed(host));
    assertThat(query(Set.of(), ANY, ANY, Set.of("mdns"))).rejects(host, departed(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garage%20",
        "s\u00f6hne",
        "S\u00d6HNE",
        "\u00d6HNE",
        "ATTIC",
        "ann",
        "press",
        "c11",
        "192.0.2.200",
        "01:P00",
        "  Press\t\u00f6h "
      })
  void findsWordsInNames(String text) {
    assertThat(text(text, Scope.NAMES)).accepts(printer).rejects(host);
    assertThat(text(text, Scope.EVERYTHING)).accepts(printer).rejects(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle", "printer", "v8", "old:"})
  void findsWordsInOtherFactsAndAliasesInScopeEverything(String text) {
    assertThat(text(text, Scope.NAMES)).rejects(printer);
    assertThat(text(text, Scope.EVERYTHING)).accepts(printer);
  }

  @Test
  void requiresEachWordWithinOneText() {
    assertThat(text("press nothing", Scope.EVERYTHING)).rejects(printer);
    assertThat(text("pressc11", Scope.EVERYTHING)).rejects(printer);
    assertThat(text(" ", Scope.NAMES)).accepts(printer, host);
  }

  @Test
  void copiesItsArguments() {
    Set<String> kinds = new HashSet<>(Set.of("host"));
    DeviceQuery query = query(Set.of(), kinds, ANY, ANY);
    kinds.add("printer");
    assertThat(query).rejects(printer).isEqualTo(query(Set.of(), Set.of("HOST"), ANY, ANY));
  }

  private static DeviceQuery query(
      Set<Presence> presence, Set<String> kinds, Set<String> statuses, Set<String> sources) {
    return DeviceQuery.builder()
        .presence(presence)
        .kinds(kinds)
        .statuses(statuses)
        .sources(sources)
        .build();
  }

  private static DeviceQuery text(String text, Scope scope) {
    return DeviceQuery.builder().presence(Set.of()).text(text, scope).build();
  }

  private static Device device(String id) {
    return device(id, Map.of());
  }

  /** Returns a device that SSDP sees now and that ping saw before. */
  private static Device device(String id, Map<Fact, String> facts, String... addresses) {
    return Device.builder(new DeviceId(id), "ssdp")
        .aliases(Set.of(new DeviceId("old:1")))
        .addresses(Stream.of(addresses).map(DeviceQueryTest::address).toList())
        .identifiers(
            facts.containsKey(Fact.MODEL) ? Set.of(new Identifier.Serial("x", "01:p00")) : Set.of())
        .facts(facts)
        .evidence(List.of(evidence("ssdp", true), evidence("ping", false)))
        .firstSeen(NOW)
        .lastSeen(NOW)
        .build();
  }

  private static Evidence evidence(String protocol, boolean live) {
    Source source = new Source(protocol, "host", "host", Authority.GENERAL);
    Endpoint endpoint = new Endpoint(address("192.0.2.1"), "lo");
    Sighting sighting = Sighting.of("key", endpoint, Duration.ofHours(1)).build();
    return new Evidence(source, sighting, null, NOW, NOW, NOW, NOW, live);
  }

  private static Device departed(Device device) {
    return device.withDeparture(new Departure(DepartureReason.EXPIRED, NOW));
  }

  private static InetAddress address(String literal) {
    return Subnet.parse(literal).address();
  }
}
