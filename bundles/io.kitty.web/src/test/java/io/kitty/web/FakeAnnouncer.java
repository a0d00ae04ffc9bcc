// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.TestDevices;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Devices that announce services. */
final class FakeAnnouncer {

  private FakeAnnouncer() {}

  /** Returns a device that announces a service. */
  static Device device(int number, String source, String type, String name, int port) {
    Sighting sighting =
        sighting(number)
            .fact(Fact.NAME, name)
            .service(new Service(type, "", port, Map.of()))
            .build();
    return seen(number, source, name, sighting);
  }

  /** Returns a device whose protocol has no services. */
  static Device plain(int number, String source, String type, long port) {
    Sighting sighting = sighting(number).attribute("type", type).attribute("port", port).build();
    return seen(number, source, type, sighting);
  }

  /** Returns a device with a kind. */
  static Device kind(int number, String kind) {
    return TestDevices.host(number).toBuilder()
        .id(DeviceId.of("x", Integer.toString(number)))
        .facts(Map.of(Fact.KIND, kind))
        .build();
  }

  private static Sighting.Builder sighting(int number) {
    Endpoint endpoint = new Endpoint(TestDevices.address(number), "eth0");
    return Sighting.of("key", endpoint, Duration.ofSeconds(30));
  }

  private static Device seen(int number, String source, String id, Sighting sighting) {
    Device host = TestDevices.host(number);
    Evidence evidence =
        new Evidence(
            new Source(source, "host", source, Authority.GENERAL),
            sighting,
            null,
            host.firstSeen(),
            host.firstSeen(),
            host.lastSeen(),
            host.lastSeen().plusSeconds(30),
            true);
    return host.toBuilder()
        .id(DeviceId.of("x", id))
        .source(source)
        .services(sighting.services())
        .evidence(List.of(evidence))
        .build();
  }
}
