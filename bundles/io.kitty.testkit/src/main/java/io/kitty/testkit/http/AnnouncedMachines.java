// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.http;

import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Machines that announced their services by mDNS, on the interface {@code eth0}. */
public final class AnnouncedMachines {

  /** The key of their sightings. */
  public static final String KEY = "machine";

  private static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);

  private AnnouncedMachines() {}

  /** Returns a machine that announced services at an address. */
  public static Device at(InetAddress address, Set<Identifier> identifiers, Service... services) {
    return seen(MDNS, address, null, identifiers, services);
  }

  /** Returns a machine of which another hub told. */
  public static Device relayed(InetAddress address, Service... services) {
    return seen(MDNS.relayedBy("redis"), address, null, Set.of(), services);
  }

  /** Returns a machine of which another host told. */
  public static Device reflected(InetAddress address, InetAddress by, Service... services) {
    return seen(MDNS, address, by, Set.of(), services);
  }

  private static Device seen(
      Source source,
      InetAddress address,
      @Nullable InetAddress via,
      Set<Identifier> identifiers,
      Service... services) {
    Sighting.Builder sighting =
        Sighting.of(KEY, new Endpoint(address, "eth0"), Duration.ofHours(1)).via(via);
    identifiers.forEach(each -> sighting.identifier(Optional.of(each)));
    List.of(services).forEach(sighting::service);
    Instant now = Instant.EPOCH;
    return Device.builder(DeviceId.of("mdns", KEY), source.id())
        .addresses(List.of(address))
        .services(List.of(services))
        .evidence(List.of(new Evidence(source, sighting.build(), null, now, now, now, now, true)))
        .build();
  }
}
