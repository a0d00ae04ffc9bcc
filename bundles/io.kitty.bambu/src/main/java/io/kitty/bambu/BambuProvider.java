// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.announcement.Ipv4Literals;
import io.kitty.bambu.announcement.SearchRequest;
import io.kitty.bambu.detect.DetectClient;
import io.kitty.bambu.detect.DetectClient.Settings;
import io.kitty.bambu.detect.HostVerifier;
import io.kitty.bambu.printer.KeyHint;
import io.kitty.commons.Ipv4Patterns;
import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds Bambu Lab printers: it listens permanently, searches periodically, and queries configured
 * ones.
 */
@Component(name = "io.kitty.bambu")
@Designate(ocd = BambuProvider.Config.class)
@Protocol(id = "bambu", kind = "bambu", namespace = "bambu", authority = Authority.OWN)
public final class BambuProvider implements DiscoveryProvider {

  /** Configuration of the discovery of Bambu Lab printers. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Bambu Lab",
      description =
          "Finds Bambu Lab printers by their announcements, and verifies configured ones.")
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

    @AttributeDefinition(
        description =
            "Seconds from the start of one round to the next; 0: at the start and on request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description =
            "Seconds of silence after which a printer has departed; printers announce themselves"
                + " every 5 to 10, virtual ones every 30.",
        min = "10",
        max = "86400")
    double timeout() default 90;

    @AttributeDefinition(
        description =
            "IPv4 addresses of machines that relay announcements of printers in other networks,"
                + " separated by commas: the address in their messages is trusted.",
        required = false)
    @ConfigConstraint(pattern = Ipv4Patterns.ADDRESS, allowed = "IPv4 addresses like 192.168.1.9")
    String[] relays() default {};

    @AttributeDefinition(
        description =
            "IPv4 addresses of printers to query, separated by commas, also behind routers,"
                + " regardless of interfaces.",
        required = false)
    @ConfigConstraint(pattern = Ipv4Patterns.ADDRESS, allowed = "IPv4 addresses like 192.168.7.20")
    String[] hosts() default {};

    @AttributeDefinition(
        description = "Seconds between two queries of each of the hosts.",
        min = "30",
        max = "86400")
    double verify_interval() default 300;
  }

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
  public BambuProvider(Config config) {
    this(config, Settings.DEFAULT);
  }

  BambuProvider(Config config, Settings settings) {
    this.interval = Seconds.toDuration(config.interval());
    this.timeout = Seconds.toDuration(config.timeout());
    this.verifyInterval = Seconds.toDuration(config.verify_interval());
    this.relays = addresses(config.relays());
    this.hosts = addresses(config.hosts());
    this.settings = settings;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    KeyHint hint = KeyHint.start(context);
    DatagramPort port = new BambuDiscovery(context, timeout, relays, hosts, hint).open();
    context.scan(interval, () -> search(port));
    verify(context, hint);
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
  private void verify(DiscoveryContext context, KeyHint hint) {
    if (hosts.size() > MAX_HOSTS) {
      LOG.warn("hosts in io.kitty.bambu.cfg: only the first {} are queried", MAX_HOSTS);
    }
    if (!hosts.isEmpty()) {
      DetectClient client = context.own(new DetectClient(settings, context::schedule));
      Duration lifetime = verifyInterval.plus(timeout);
      HostVerifier verifier = new HostVerifier(context, client, verifyInterval, lifetime, hint);
      hosts.stream().limit(MAX_HOSTS).forEach(verifier::start);
    }
  }

  private static Set<InetAddress> addresses(String[] literals) {
    return Stream.of(literals)
        .flatMap(literal -> Ipv4Literals.parse(literal).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
