// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.commons.Ipv4Patterns;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds hosts by their beacons, and announces this one if configured. */
@Component(name = "io.kitty.beacon")
@Designate(ocd = BeaconProvider.Config.class)
@Protocol(
    id = "beacon",
    kind = "host",
    namespace = "beacon",
    authority = Authority.GENERAL,
    announcements = true)
public final class BeaconProvider implements DiscoveryProvider {

  /** Configuration of beacons. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty beacons",
      description = "Finds hosts by their beacons, and announces this one.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(description = "The service to listen for, and to announce.")
    @ConfigConstraint(
        pattern = "[!-{}~]{1,64}",
        allowed = "up to 64 characters without blanks and |",
        standIn = ConfigConstraint.StandIn.NONE)
    String service() default "_woot._tcp.local.";

    @AttributeDefinition(description = "The multicast group, an IPv4 address.")
    @ConfigConstraint(
        pattern = Ipv4Patterns.GROUP,
        allowed = "IPv4 addresses from 224.0.0.0 to 239.255.255.255",
        standIn = ConfigConstraint.StandIn.NONE)
    String group() default "224.0.0.251";

    @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int port() default 5354;

    @AttributeDefinition(
        description =
            "Seconds without a beacon after which a host has departed; hosts announce themselves"
                + " once.",
        min = "1",
        max = "31536000")
    double timeout() default 86_400;

    @AttributeDefinition(
        description =
            "Whether this host announces itself: when it starts, to new hosts, when it stops.")
    boolean announce() default false;

    @AttributeDefinition(
        description = "The announced name; empty: the name of this host.",
        required = false)
    @ConfigConstraint(
        pattern = "[!-{}~]{0,200}",
        allowed = "names of up to 200 characters without blanks and |",
        standIn = ConfigConstraint.StandIn.NONE)
    String announce_host() default "";

    @AttributeDefinition(description = "The announced port.", min = "1", max = "65535")
    int announce_port() default 1337;

    @AttributeDefinition(
        description = "Seconds between repeated announcements; 0: no repetition.",
        min = "0",
        max = "86400")
    double announce_interval() default 0;
  }

  private final Config config;
  private final LongSupplier nanos;

  @Activate
  public BeaconProvider(Config config) {
    this(config, System::nanoTime);
  }

  BeaconProvider(Config config, LongSupplier nanos) {
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
