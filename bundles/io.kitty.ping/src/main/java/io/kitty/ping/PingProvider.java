// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.commons.Ipv4Patterns;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.ping.icmp.IcmpProber;
import io.kitty.ping.neighbour.ArpTable;
import io.kitty.ping.network.OnLinkNetworks;
import io.kitty.ping.probe.FallbackProber;
import io.kitty.ping.probe.ProberFactory;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds hosts that answer ICMP echo requests (RFC 792) in the on-link or configured networks. */
@Component(name = PingProvider.PID, configurationPid = PingProvider.PID)
@Designate(ocd = PingProvider.Config.class)
@Protocol(id = "ping", kind = "host", namespace = "host", authority = Authority.REACHABILITY)
public final class PingProvider implements DiscoveryProvider {

  /** The configuration of the ping sweep. */
  @ObjectClassDefinition(
      name = "Kitty ping",
      description = "Finds hosts by an ICMP echo sweep of the configured or on-link IPv4 networks.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces whose networks are swept: name patterns with *, separated by commas; a"
                + " leading ! excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(
        description = "Seconds from the start of one sweep to the start of the next.",
        min = "1",
        max = "86400")
    @ConfigConstraint(environment = "PING_SWEEP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description =
            "IPv4 networks to sweep instead of the on-link ones, whatever interfaces says, separated"
                + " by commas, for instance 192.168.1.0/24.")
    @ConfigConstraint(
        environment = "DISCOVERY_SUBNETS",
        pattern = Ipv4Patterns.ADDRESS + "(/(3[0-2]|[12]?\\d))?",
        allowed = "IPv4 networks like 192.168.1.0/24",
        standIn = ConfigConstraint.StandIn.NONE)
    String[] subnets() default {};

    @AttributeDefinition(
        description = "The maximum packets per second, repetitions included; 0: no limit.",
        min = "0",
        max = "1000000")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int rate() default 1000;

    @AttributeDefinition(
        description =
            "The maximum seconds to wait for a reply; less if the network proves to be fast.",
        min = "0.01",
        max = "60")
    double timeout() default 1;

    @AttributeDefinition(
        description = "How often a silent host is probed again.",
        min = "0",
        max = "5")
    int retries() default 1;

    @AttributeDefinition(
        description =
            "The prefix length, in bits, of the largest network that is swept; larger ones are"
                + " refused.",
        min = "12",
        max = "32")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int largest() default 16;

    @AttributeDefinition(description = "Whether to look up the names of the hosts by reverse DNS.")
    boolean dns() default true;

    @AttributeDefinition(
        description =
            "Whether to list hosts that answer ARP but no echo request: Linux only, in on-link"
                + " networks.")
    boolean arp() default true;
  }

  static final String PID = "io.kitty.ping";

  private final PingSettings settings;
  private final ProberFactory probers;
  private final OnLinkNetworks onLink;
  private final ArpTable arp;
  private final Function<InetAddress, Optional<String>> dns;
  private final LongSupplier clock;

  @Activate
  public PingProvider(Config config) {
    this(
        PingSettings.of(config),
        IcmpProber::open,
        OnLinkNetworks::system,
        ArpTable::system,
        ReverseDnsCache::system,
        System::nanoTime);
  }

  /**
   * @param dns finds the name of an address
   * @param clock the monotonic time in nanoseconds
   */
  PingProvider(
      PingSettings settings,
      ProberFactory probers,
      OnLinkNetworks onLink,
      ArpTable arp,
      Function<InetAddress, Optional<String>> dns,
      LongSupplier clock) {
    this.settings = settings;
    this.probers = probers;
    this.onLink = onLink;
    this.arp = arp;
    this.dns = dns;
    this.clock = clock;
  }

  @Override
  public void start(DiscoveryContext context) {
    ReverseDnsCache names =
        settings.dns() ? new ReverseDnsCache(dns, context::execute, clock) : null;
    FallbackProber prober = context.own(new FallbackProber(probers, settings.timeout(), clock));
    SweepRunner runner = new SweepRunner(settings, prober, onLink, arp, names, clock, context);
    context.scan(settings.interval(), runner::sweep);
  }
}
