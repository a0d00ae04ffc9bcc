// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.ssdp.message.SearchRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds UPnP devices by SSDP: it searches periodically, and listens permanently. */
@Component(name = "io.kitty.ssdp")
@Designate(ocd = SsdpProvider.Config.class)
@Protocol(id = "ssdp", kind = "device", namespace = "ssdp", authority = Authority.GENERAL)
public final class SsdpProvider implements DiscoveryProvider {

  /** Configuration of SSDP discovery. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty SSDP",
      description = "Finds UPnP devices by searching and by listening to their announcements.")
  public @interface Config {

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
            "Seconds from the start of one round to the next; 0: at the start and on"
                + " request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description = "Seconds over which devices spread their responses, 1 to 5.",
        min = "1",
        max = "5")
    @ConfigConstraint(environment = "SSDP_MX")
    int mx() default 2;

    @AttributeDefinition(
        description =
            "Seconds that a search waits for responses before it is repeated, at least mx; later"
                + " responses count too.",
        min = "0",
        max = "60")
    @ConfigConstraint(environment = "SSDP_TIMEOUT")
    double timeout() default 3;

    @AttributeDefinition(
        description = "How often each search is sent in a round, 2 or 3 times, as UDP may lose it.",
        min = "2",
        max = "3")
    int searches() default 2;

    @AttributeDefinition(
        description = "The search targets, separated by commas; empty: listen only.",
        required = false)
    @ConfigConstraint(
        pattern = "[^\\s\\p{Cntrl}]{1,256}",
        allowed = "search targets like ssdp:all or upnp:rootdevice, without blanks",
        standIn = ConfigConstraint.StandIn.NONE)
    String[] targets() default {"ssdp:all"};

    @AttributeDefinition(
        description =
            "Whether the description that a device announces is fetched from that device, for its"
                + " name and model.")
    boolean describe() default true;
  }

  private final SearchRequest search;
  private final int searches;
  private final Duration spacing;
  private final Duration interval;
  private final boolean describe;
  private final LongSupplier nanos;

  @Activate
  public SsdpProvider(Config config) {
    this(config, System::nanoTime);
  }

  SsdpProvider(Config config, LongSupplier nanos) {
    this.search = SearchRequest.of(String.join(",", config.targets()), config.mx());
    this.searches = config.searches();
    this.spacing = Seconds.toDuration(Math.max(config.timeout(), config.mx()));
    this.interval = Seconds.toDuration(config.interval());
    this.describe = config.describe();
    this.nanos = nanos;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = new SsdpDiscovery(context, describe, nanos).open();
    context.scan(interval, () -> search(context, port, searches));
  }

  /**
   * Searches, and repeats later: some devices ignore a search until they have answered the previous
   * one.
   */
  private void search(DiscoveryContext context, DatagramPort port, int times) {
    search
        .packets()
        .forEach(each -> port.multicast(each.payload(), each.group(), SearchRequest.PORT));
    if (times > 1) {
      context.schedule(spacing, () -> search(context, port, times - 1));
    }
  }
}
