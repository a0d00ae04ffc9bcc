// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Finds hosts by their beacons, and announces this one if configured. */
@Component(name = "io.kitty.beacon")
@Designate(ocd = BeaconConfig.class)
@Protocol(
    id = "beacon",
    kind = "host",
    namespace = "beacon",
    authority = Authority.GENERAL,
    announcements = true)
public final class BeaconProvider implements DiscoveryProvider {

  private final BeaconConfig config;
  private final LongSupplier nanos;

  @Activate
  public BeaconProvider(BeaconConfig config) {
    this(config, System::nanoTime);
  }

  BeaconProvider(BeaconConfig config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    InetAddress group = InetAddress.getByName(config.group());
    BeaconAnnouncer announcer = config.announce() ? announcer(context, group) : null;
    BeaconListener listener =
        new BeaconListener(
            context, config.service(), Seconds.toDuration(config.timeout()), announcer);
    DatagramPort port = context.open(PortSpec.listening(config.port(), group), listener::handle);
    if (announcer != null) {
      announcer.start(port, Seconds.toDuration(config.announce_interval()));
    }
  }

  private BeaconAnnouncer announcer(DiscoveryContext context, InetAddress group)
      throws IOException {
    String host = config.announce_host().isEmpty() ? hostName() : config.announce_host();
    Beacon self = new Beacon(config.service(), config.announce_port(), host, Status.UP);
    return context.own(new BeaconAnnouncer(context, self, group, config.port(), nanos));
  }

  private static String hostName() throws IOException {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      @Nullable String name = System.getenv("HOSTNAME");
      if (name == null || name.isBlank()) {
        throw new IOException("this host's name is unknown: set announce.host", e);
      }
      return name;
    }
  }
}
