// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Authority;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.device.Warning;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.state.MachineState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Devices for tests, all different by number, in the network 192.0.2.0/24 of RFC 5737. */
public final class TestDevices {

  private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2025-01-02T03:04:05.678Z");
  private static final Source SSDP = new Source("ssdp", "device", "ssdp", Authority.GENERAL);
  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);

  private TestDevices() {}

  /** Returns a host that only answers pings. */
  public static Device host(int number) {
    Sighting sighting = Sighting.of(address(number).getHostAddress(), at(number), hour()).build();
    Evidence evidence = new Evidence(PING, sighting, null, FIRST, FIRST, LAST, expiry(), true);
    return Device.builder(DeviceId.of("host", address(number).getHostAddress()), "ping")
        .addresses(List.of(address(number)))
        .facts(Map.of(Fact.KIND, "host"))
        .evidence(List.of(evidence))
        .firstSeen(FIRST)
        .lastSeen(LAST)
        .build();
  }

  /** Returns a printer with every kind of data, seen by two protocols. */
  public static Device printer(int number) {
    Identifier.Mac mac =
        new Identifier.Mac(String.format("02:00:00:00:%02x:%02x", number >> 8, number & 255));
    Identifier uuid = new Identifier.Uuid(String.format("00000000-0000-4000-8000-%012x", number));
    Identifier name = new Identifier.HostName("printer-" + number);
    Map<Fact, String> facts =
        Map.of(
            Fact.KIND, "printer",
            Fact.NAME, "Drucker N\u00ba " + number + " \ud83d\udda8",
            Fact.STATUS, "IDLE",
            Fact.VENDOR, "Example & S\u00f6hne",
            Fact.URL, "http://" + address(number).getHostAddress() + "/");
    Service service =
        new Service(
            "_http._tcp",
            "Web \"UI\"",
            80,
            Map.of("path", "/", "empty", ""),
            "http://" + address(number).getHostAddress() + "/");
    return Device.builder(uuid.id(), "ssdp")
        .aliases(Set.of(mac.id(), name.id(), DeviceId.of("host", address(number).getHostAddress())))
        .addresses(
            List.of(
                address(number), TestLinks.address("2001:db8::" + Integer.toHexString(number + 1))))
        .identifiers(Set.of(uuid, mac, name))
        .facts(facts)
        .services(List.of(service))
        .evidence(List.of(ssdp(number, uuid, mac, service), ping(number, mac)))
        .firstSeen(FIRST)
        .lastSeen(LAST)
        .warnings(
            List.of(
                new Warning(
                    "identity-conflict",
                    "Another machine shows the same serial number.",
                    FIRST,
                    address(number + 1),
                    mac)))
        .ambiguous(true)
        .build();
  }

  /** Returns the device with a state in its live evidence. */
  public static Device doing(Device device, MachineState state) {
    Evidence evidence = device.sightings().findFirst().orElseThrow();
    Sighting sighting =
        Sighting.of("doing", evidence.sighting().endpoint(), hour()).state(state).build();
    Evidence doing = new Evidence(SSDP, sighting, null, FIRST, FIRST, LAST, expiry(), true);
    List<Evidence> all = new ArrayList<>(device.evidence());
    all.add(doing);
    return device.toBuilder().evidence(all).build();
  }

  /** Returns the device, departed. */
  public static Device departed(Device device) {
    return device.toBuilder()
        .services(List.of())
        .departure(new Departure(DepartureReason.EXPIRED, LAST.plusSeconds(60)))
        .build();
  }

  /** Returns the device under another id. */
  public static Device withId(Device device, DeviceId id) {
    return device.withId(id);
  }

  private static Evidence ssdp(int number, Identifier uuid, Identifier.Mac mac, Service service) {
    Sighting sighting =
        Sighting.of("uuid:" + number, at(number), Duration.ofSeconds(1800))
            .identifier(Optional.of(uuid))
            .fact(Fact.NAME, "Drucker " + number)
            .fact(Fact.KIND, "printer")
            .attribute("SERVER", "Linux/5.4 UPnP/1.1 \"x\"\\/1.0")
            .attribute("BOOTID.UPNP.ORG", (long) number)
            .attribute("ratio", 0.25)
            .attribute("secure", false)
            .reading("rssi", -40L)
            .service(service)
            .build();
    return new Evidence(SSDP, sighting, mac, FIRST, FIRST.plusSeconds(1), LAST, expiry(), true);
  }

  private static Evidence ping(int number, Identifier.Mac mac) {
    Sighting sighting =
        Sighting.of(address(number).getHostAddress(), at(number), hour())
            .reading("rtt_ms", 0.42)
            .build();
    return new Evidence(PING, sighting, mac, FIRST, FIRST, LAST, expiry(), false);
  }

  private static Endpoint at(int number) {
    return new Endpoint(address(number), "eth0");
  }

  /** Returns the address of the device with this number; a few share one. */
  public static InetAddress address(int number) {
    return TestLinks.address("192.0.2." + (2 + number % 250));
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }

  private static Instant expiry() {
    return LAST.plus(hour());
  }
}
