// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Numbered printers as reported by their own protocol. */
final class Printers {

  private static final Source BAMBU = new Source("bambu", "bambu", "bambu", Authority.OWN);
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private Printers() {}

  /** Returns a number of printers. */
  static List<Device> all(int count, String status) {
    return IntStream.range(0, count).mapToObj(number -> printer(number, status)).toList();
  }

  static Device printer(int number, String status) {
    String serial = String.format(Locale.ROOT, "01P00A%08d", number);
    InetAddress address = address(number);
    Map<Fact, String> facts =
        Map.of(
            Fact.NAME, "Printer " + number,
            Fact.STATUS, status,
            Fact.VENDOR, "Bambu Lab",
            Fact.MODEL, "P1S",
            Fact.KIND, "bambu");
    Sighting.Builder sighting = Sighting.of(serial, new Endpoint(address, "eth0"), LIFETIME);
    sighting.identifier(Identifier.serial("bambu", serial));
    facts.forEach(sighting::fact);
    sighting.attribute("DevModel.bambu.com", "C12").reading("DevSignal.bambu.com", -40);
    Instant now = Instant.now();
    Evidence evidence =
        new Evidence(BAMBU, sighting.build(), null, now, now, now, now.plus(LIFETIME), true);
    return Device.builder(DeviceId.of("bambu", serial), "bambu")
        .aliases(Set.of(DeviceId.of("bambu", address.getHostAddress())))
        .addresses(List.of(address))
        .identifiers(evidence.sighting().identifiers())
        .facts(facts)
        .evidence(List.of(evidence))
        .firstSeen(now)
        .lastSeen(now)
        .build();
  }

  /** Returns a device with a new time of its last sighting. */
  static Device again(Device device) {
    Evidence before = device.evidence().get(0);
    Instant now = Instant.now();
    Evidence evidence =
        new Evidence(
            before.source(),
            before.sighting(),
            null,
            before.firstSeen(),
            before.since(),
            now,
            now.plus(LIFETIME),
            true);
    return device.toBuilder().evidence(List.of(evidence)).lastSeen(now).departure(null).build();
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
