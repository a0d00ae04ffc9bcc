// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.DetectClient.Manner;
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

/** Finds Bambu Lab printers: it listens all the time, searches now and then, and asks some. */
@Component(name = "io.kitty.bambu")
@Designate(ocd = BambuConfig.class)
@Protocol(id = "bambu", kind = "bambu", namespace = "bambu", authority = Authority.OWN)
public final class BambuProvider implements DiscoveryProvider {

  /** How many hosts are asked at most. */
  private static final int MAX_HOSTS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(BambuProvider.class);

  private final Duration interval;
  private final Duration timeout;
  private final Duration verifyInterval;
  private final Set<InetAddress> relays;
  private final Set<InetAddress> hosts;
  private final Manner manner;

  @Activate
  public BambuProvider(BambuConfig config) {
    this(config, Manner.USUAL);
  }

  BambuProvider(BambuConfig config, Manner manner) {
    this.interval = seconds(config.interval());
    this.timeout = seconds(config.timeout());
    this.verifyInterval = seconds(config.verify_interval());
    this.relays = addresses(config.relays());
    this.hosts = addresses(config.hosts());
    this.manner = manner;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = new BambuDiscovery(context, timeout, relays, hosts).open();
    context.scan(interval, () -> search(port));
    verify(context);
  }

  /** Searches in the group, and asks the hosts, as Bambuddy does with each address of a network. */
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

  /** A printer that answers no more has the timeout to come back, as one that falls silent. */
  private void verify(DiscoveryContext context) {
    if (hosts.size() > MAX_HOSTS) {
      LOG.warn("hosts in io.kitty.bambu.cfg: only the first {} are asked", MAX_HOSTS);
    }
    if (!hosts.isEmpty()) {
      DetectClient client = context.own(new DetectClient(manner, context::schedule));
      Duration lifetime = verifyInterval.plus(timeout);
      HostVerifier verification = new HostVerifier(context, client, verifyInterval, lifetime);
      hosts.stream().limit(MAX_HOSTS).forEach(verification::begin);
    }
  }

  private static Set<InetAddress> addresses(String[] literals) {
    return Stream.of(literals)
        .flatMap(literal -> Ipv4Literals.parse(literal).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
