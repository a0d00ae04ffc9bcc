// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds no printers itself: it asks those that announce {@code _ultimaker._tcp} for their status.
 */
@Component(name = "io.kitty.ultimaker")
@Designate(ocd = UltimakerProvider.Config.class)
@Protocol(
    id = UltimakerProvider.ID,
    kind = "printer",
    namespace = "ultimaker",
    authority = Authority.GENERAL)
public final class UltimakerProvider implements DiscoveryProvider {

  static final String ID = "ultimaker";

  /** Configuration of the status of UltiMaker printers. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty UltiMaker",
      description = "Asks UltiMaker printers for their status.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

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
        description = "Seconds between two requests to a printer that is idle.",
        min = "5",
        max = "3600")
    double interval() default 30;

    @AttributeDefinition(
        description = "Seconds between two requests to a printer at work.",
        min = "5",
        max = "3600")
    double interval_busy() default 10;
  }

  private final PollIntervals intervals;

  @Activate
  public UltimakerProvider(Config config) {
    this(PollIntervals.ofSeconds(config.interval(), config.interval_busy()));
  }

  UltimakerProvider(PollIntervals intervals) {
    this.intervals = intervals;
  }

  @Override
  public void start(DiscoveryContext context) {
    MachinePolls.start(context, new UltimakerReader(context.http()), intervals);
  }
}
