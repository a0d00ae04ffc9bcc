// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Finds hosts that answer ICMP echo requests (RFC 792) in the on-link or configured networks. */
@Component(name = PingProvider.PID, configurationPid = PingProvider.PID)
@Designate(ocd = PingConfig.class)
@Protocol(id = "ping", kind = "host", namespace = "host", authority = Authority.REACHABILITY)
public final class PingProvider implements DiscoveryProvider {

  static final String PID = "io.kitty.ping";

  private final PingSettings settings;
  private final ProberFactory probers;
  private final OnLinkNetworks onLink;
  private final ArpTable arp;
  private final Function<InetAddress, Optional<String>> dns;
  private final LongSupplier clock;

  @Activate
  public PingProvider(PingConfig config) {
    this(
        PingSettings.of(config),
        ProberFactory::system,
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
