// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds Snapmaker machines that reply to {@code discover} on UDP port 20054. */
@Component(name = "io.kitty.snapmaker")
@Designate(ocd = SnapmakerProvider.Config.class)
@Protocol(id = "snapmaker", kind = "snapmaker", namespace = "snapmaker", authority = Authority.OWN)
public final class SnapmakerProvider implements DiscoveryProvider {

  /** Configuration of Snapmaker discovery. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Snapmaker",
      description = "Finds Snapmaker 2.0, Artisan and J1 machines by searching on UDP port 20054.")
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
    double interval() default 10;

    @AttributeDefinition(
        description = "The UDP port that the machines listen on.",
        min = "1",
        max = "65535")
    @ConfigConstraint(environment = "SNAPMAKER_PORT")
    int port() default 20054;

    @AttributeDefinition(
        description = "Seconds between the three requests of a round; later replies count too.",
        min = "0",
        max = "60")
    @ConfigConstraint(environment = "SNAPMAKER_TIMEOUT")
    double timeout() default 1;

    @AttributeDefinition(
        description =
            "Machines that no broadcast reaches, queried by unicast: names or IPv4 addresses,"
                + " separated by commas.")
    @ConfigConstraint(
        pattern = "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})",
        allowed = "host names and IPv4 addresses like 192.168.1.20")
    String[] hosts() default {};
  }

  private final Config config;

  @Activate
  public SnapmakerProvider(Config config) {
    this.config = config;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    new SnapmakerDiscovery(context, config).start();
  }
}
