// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.identifier.Identifier;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives beacons and reports their hosts, except this one. */
final class BeaconListener {

  private final DiscoveryContext context;
  private final String service;
  private final String type;
  private final Duration timeout;
  private final @Nullable BeaconAnnouncer announcer;

  /**
   * @param timeout how long a beacon holds
   * @param announcer the announcer of this host; null for none
   */
  BeaconListener(
      DiscoveryContext context,
      String service,
      Duration timeout,
      @Nullable BeaconAnnouncer announcer) {
    this.context = context;
    this.service = service;
    this.type = service.replaceFirst("\\.local\\.?\\z", "");
    this.timeout = timeout;
    this.announcer = announcer;
  }

  void handle(Datagram datagram) {
    Beacon.parse(datagram.payload(), service)
        .ifPresentOrElse(beacon -> handle(beacon, datagram), () -> context.count("malformed", 1));
  }

  /** Handles a beacon. No router forwards one: an off-link sender is forged. */
  private void handle(Beacon beacon, Datagram datagram) {
    if (!datagram.onLink()) {
      context.count("off_link", 1);
      return;
    }
    if (announcer != null) {
      if (announcer.isOwn(beacon, datagram)) {
        return;
      }
      announcer.handle(datagram.address(), beacon.status());
    }
    String key = beacon.host() + "|" + beacon.port() + "|" + datagram.address().getHostAddress();
    if (beacon.status() == Status.DOWN) {
      context.goodbye(key, datagram.address());
    } else {
      context.report(sighting(key, beacon, datagram));
    }
  }

  private Sighting sighting(String key, Beacon beacon, Datagram datagram) {
    return Sighting.of(key, datagram.endpoint(), timeout)
        .identifier(Identifier.hostName(beacon.host()))
        .fact(Fact.HOSTNAME, beacon.host())
        .attribute("host", beacon.host())
        .attribute("port", beacon.port())
        .reading("status", beacon.status().name())
        .service(new Service(type, "", beacon.port(), Map.of()))
        .build();
  }
}
