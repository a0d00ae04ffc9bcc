// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.DetectClient.Settings;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds Bambu Lab printers: it listens permanently, searches periodically, and queries configured
 * ones.
 */
@Component(name = "io.kitty.bambu")
@Designate(ocd = BambuConfig.class)
@Protocol(id = "bambu", kind = "bambu", namespace = "bambu", authority = Authority.OWN)
public final class BambuProvider implements DiscoveryProvider {

  /** The maximum number of queried hosts. */
  private static final int MAX_HOSTS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(BambuProvider.class);

  private final Duration interval;
  private final Duration timeout;
  private final Duration verifyInterval;
  private final Set<InetAddress> relays;
  private final Set<InetAddress> hosts;
  private final Settings settings;

  @Activate
  public BambuProvider(BambuConfig config) {
    this(config, Settings.DEFAULT);
  }

  BambuProvider(BambuConfig config, Settings settings) {
    this.interval = Seconds.toDuration(config.interval());
    this.timeout = Seconds.toDuration(config.timeout());
    this.verifyInterval = Seconds.toDuration(config.verify_interval());
    this.relays = addresses(config.relays());
    this.hosts = addresses(config.hosts());
    this.settings = settings;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = new BambuDiscovery(context, timeout, relays, hosts).open();
    context.scan(interval, () -> search(port));
    verify(context);
  }

  /**
   * Searches in the group, and by unicast at the configured hosts, as Bambuddy does with each
   * address of a network.
   */
  private void search(DatagramPort port) {
    for (int each : SearchRequest.PORTS) {
      port.multicast(SearchRequest.packet(each), SearchRequest.GROUP, each);
    }
    hosts.forEach(
        host ->
            port.send(
                SearchRequest.packet(SearchRequest.BROADCAST_PORT),
                new InetSocketAddress(host, SearchRequest.BROADCAST_PORT)));
  }

  /** A printer that stops replying has the timeout to come back, like one that falls silent. */
  private void verify(DiscoveryContext context) {
    if (hosts.size() > MAX_HOSTS) {
      LOG.warn("hosts in io.kitty.bambu.cfg: only the first {} are queried", MAX_HOSTS);
    }
    if (!hosts.isEmpty()) {
      DetectClient client = context.own(new DetectClient(settings, context::schedule));
      Duration lifetime = verifyInterval.plus(timeout);
      HostVerifier verifier = new HostVerifier(context, client, verifyInterval, lifetime);
      hosts.stream().limit(MAX_HOSTS).forEach(verifier::start);
    }
  }

  private static Set<InetAddress> addresses(String[] literals) {
    return Stream.of(literals)
        .flatMap(literal -> Ipv4Literals.parse(literal).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
