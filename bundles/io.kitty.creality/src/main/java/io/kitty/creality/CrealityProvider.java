// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.commons.tcp.MachineConnector;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Asks Creality printers of the series K1, K2 and Hi, which multicast DNS finds, for their status.
 * Off by default: they serve few clients, and the programs of their vendor need one, too.
 */
@Component(name = "io.kitty.creality")
@Designate(ocd = CrealityProvider.Config.class)
@Protocol(
    id = CrealityProvider.ID,
    kind = "printer",
    namespace = "creality",
    authority = Authority.GENERAL)
public final class CrealityProvider implements DiscoveryProvider {

  static final String ID = "creality";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 64 * 1024;

  /** Configuration of the status of Creality printers. */
  @ObjectClassDefinition(
      name = "Kitty Creality",
      description = "Asks Creality printers for their status, over short connections.")
  @interface Config {

    @AttributeDefinition(
        description =
            "Whether this protocol runs. Off by default: these printers serve few clients, and the"
                + " vendor's programs need a connection, too.")
    boolean enabled() default false;

    @AttributeDefinition(
        description =
            "The interfaces whose printers are asked: name patterns with *, separated by commas; a"
                + " leading ! excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(
        description = "Seconds between two connections to a printer.",
        min = "60",
        max = "3600")
    double interval() default 60;
  }

  private final PollIntervals intervals;

  @Activate
  public CrealityProvider(Config config) {
    intervals = PollIntervals.atLeastSeconds(config.interval());
  }

  @Override
  public void start(DiscoveryContext context) {
    CrealityReader reader = new CrealityReader(MachineConnector.of(context, TIMEOUT, MAX_BYTES));
    MachinePolls.start(context, reader, intervals);
  }
}
