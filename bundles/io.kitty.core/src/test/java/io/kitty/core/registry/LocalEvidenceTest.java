// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

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
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a shared registry receives is what this hub sees itself, whatever others contribute. */
class LocalEvidenceTest {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  private static Evidence bambu(Source source, String status) {
    Sighting sighting =
        sighting("S1")
            .identifier(Identifier.serial("bambu", "S1"))
            .fact(Fact.NAME, "Printer 1")
            .fact(Fact.STATUS, status)
            .fact(Fact.VENDOR, "Bambu Lab")
            .build();
    return evidence(source, sighting, true);
  }

  private static Evidence pinged(boolean live) {
    return evidence(PING, sighting("P1").build(), live);
  }

  private static Sighting.Builder sighting(String key) {
    Endpoint endpoint = new Endpoint(TestDevices.address(1), "eth0");
    return Sighting.of(key, endpoint, Duration.ofMinutes(5));
  }

  private static Evidence evidence(Source source, Sighting sighting, boolean live) {
    return new Evidence(source, sighting, null, NOW, NOW, NOW, NOW.plusSeconds(300), live);
  }

  /** A device whose first piece of evidence says what it is. */
  private static Device device(Evidence... all) {
    Sighting first = all[0].sighting();
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    facts.putAll(first.facts());
    facts.put(Fact.KIND, all[0].source().kind());
    return Device.builder(new DeviceId("bambu:S1"), all[0].source().id())
        .addresses(List.of(TestDevices.address(1)))
        .identifiers(first.identifiers())
        .facts(facts)
        .evidence(List.of(all))
        .firstSeen(NOW)
        .lastSeen(NOW)
        .build();
  }

  private static Evidence relayed(String status) {
    return bambu(BAMBU.relayedBy("redis"), status);
  }

  private static Device local(Device device) {
    return LocalEvidence.of(device).orElseThrow();
  }

  @Test
  void aDeviceThatOnlyThisHubSeesIsWrittenAsItIs() {
    Device printer = device(bambu(BAMBU, "IDLE"));

    assertThat(LocalEvidence.of(printer)).containsSame(printer);
  }

  @Test
  void aDeviceThatOnlyOthersSeeIsNotWritten() {
    assertThat(LocalEvidence.of(device(relayed("IDLE")))).isEmpty();
  }

  @Test
  void whatOthersContributeStaysTheirs() {
    Device both = device(relayed("IDLE"), pinged(true));
    Device local = local(both);

    assertThat(both.name()).isEqualTo("Printer 1");
    assertThat(local.source()).isEqualTo("ping");
    assertThat(local.kind()).isEqualTo("host");
    assertThat(local.facts()).isEqualTo(Map.of(Fact.KIND, "host"));
    assertThat(local.identifiers()).isEmpty();
    assertThat(local.evidence()).containsExactly(pinged(true));
    assertThat(local.id()).as("the id is that of the whole").isEqualTo(both.id());
  }

  @Test
  void aChangeElsewhereIsNoChangeHere() {
    Device before = device(relayed("IDLE"), pinged(true));
    Device after = device(relayed("RUNNING"), pinged(true));
    SavedDevices saved = new SavedDevices();
    assertThat(saved.differs(local(before))).isTrue();
    saved.saved(List.of(local(before)));

    assertThat(after.status()).isNotEqualTo(before.status());
    assertThat(saved.differs(local(after))).isFalse();
    assertThat(saved.differs(local(device(relayed("IDLE"), pinged(false))))).isTrue();
  }

  @Test
  void timesAndReadingsAreNoChange() {
    Device before = device(pinged(true));
    Evidence again =
        new Evidence(
            PING,
            sighting("P1").reading("rtt_ms", 0.5).build(),
            null,
            NOW,
            NOW,
            NOW.plusSeconds(60),
            NOW.plusSeconds(360),
            true);
    SavedDevices saved = new SavedDevices();
    saved.saved(List.of(before));

    assertThat(saved.differs(before.withEvidence(List.of(again), NOW.plusSeconds(60)))).isFalse();
  }

  @Test
  void whatTheHubsOwnRulesAddIsKept() {
    Device both = device(relayed("IDLE"), pinged(true));
    Map<Fact, String> facts = new EnumMap<>(both.facts());
    facts.put(Fact.URL, "http://192.0.2.3/");

    assertThat(local(both.withFacts(facts)).facts())
        .isEqualTo(Map.of(Fact.KIND, "host", Fact.URL, "http://192.0.2.3/"));
  }

  @Test
  void oneThatThisHubNoLongerSeesHasDepartedForIt() {
    Device both = device(relayed("IDLE"), pinged(false));

    assertThat(both.present()).isTrue();
    assertThat(local(both).departure()).isEqualTo(new Departure(DepartureReason.EXPIRED, NOW));
  }
}
