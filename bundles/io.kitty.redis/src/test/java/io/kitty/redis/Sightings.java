// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

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
import io.kitty.state.MachineState;
import io.kitty.testkit.TestDevices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices as a hub has them, told apart by a number. */
final class Sightings {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);

  private Sightings() {}

  /** A printer as its own protocol shows it. */
  static Device printer(int number, String status) {
    return printer(number, status, MachineState.UNKNOWN);
  }

  /** A printer as its own protocol shows it, with what it is doing. */
  static Device printer(int number, String status, MachineState state) {
    Identifier serial = Identifier.serial("bambu", "S" + number).orElseThrow();
    Map<Fact, String> facts =
        Map.of(Fact.NAME, "Printer " + number, Fact.STATUS, status, Fact.VENDOR, "Bambu Lab");
    Sighting.Builder sighting = Sighting.of("S" + number, at(number), Duration.ofMinutes(5));
    sighting.identifier(java.util.Optional.of(serial));
    facts.forEach(sighting::fact);
    sighting.state(state);
    Evidence evidence = evidence(BAMBU, sighting.build(), true);
    return device(number, evidence, facts, "bambu");
  }

  /** The same printer as a hub has it that reaches it by ping alone. */
  static Device pinged(int number) {
    Sighting sighting = Sighting.of("P" + number, at(number), Duration.ofMinutes(5)).build();
    return device(number, evidence(PING, sighting, true), Map.of(), "host");
  }

  /** The same device after all of its evidence has ended. */
  static Device gone(Device device) {
    List<Evidence> ended =
        device.evidence().stream()
            .map(each -> evidence(each.source(), each.sighting(), false))
            .toList();
    Departure departure = new Departure(DepartureReason.EXPIRED, now());
    return with(device, device.id(), ended, departure);
  }

  /** The same device, heard of some time ago. */
  static Device heard(Device device, Duration ago) {
    Instant then = now().minus(ago);
    List<Evidence> evidence =
        device.evidence().stream()
            .map(
                each ->
                    new Evidence(
                        each.source(),
                        each.sighting(),
                        each.mac(),
                        then,
                        then,
                        then,
                        each.expires(),
                        each.live()))
            .toList();
    return with(device, device.id(), evidence, device.departure());
  }

  static Device withId(Device device, String id) {
    return TestDevices.withId(device, new DeviceId(id));
  }

  private static Endpoint at(int number) {
    return new Endpoint(TestDevices.address(number), "eth0");
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Evidence evidence(Source source, Sighting sighting, boolean live) {
    Instant now = now();
    return new Evidence(source, sighting, null, now, now, now, now.plus(sighting.lifetime()), live);
  }

  private static Device device(int number, Evidence evidence, Map<Fact, String> said, String kind) {
    Map<Fact, String> facts = new java.util.EnumMap<>(Fact.class);
    facts.putAll(said);
    facts.put(Fact.KIND, kind);
    return Device.builder(new DeviceId("bambu:S" + number), evidence.source().id())
        .addresses(List.of(TestDevices.address(number)))
        .identifiers(evidence.sighting().identifiers())
        .facts(facts)
        .evidence(List.of(evidence))
        .firstSeen(now())
        .lastSeen(now())
        .build();
  }

  private static Device with(
      Device device, DeviceId id, List<Evidence> evidence, @Nullable Departure departure) {
    return device.toBuilder()
        .id(id)
        .source(evidence.get(0).source().id())
        .evidence(evidence)
        .departure(departure)
        .build();
  }
}
