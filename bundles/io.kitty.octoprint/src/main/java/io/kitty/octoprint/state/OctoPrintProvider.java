// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.octoprint.OctoPrintKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds no printers itself: it asks those that announce {@code _octoprint._tcp} for their status.
 */
@Component(name = "io.kitty.octoprint.state")
@Designate(ocd = OctoPrintProvider.Config.class)
@Protocol(
    id = OctoPrintProvider.ID,
    kind = "printer",
    namespace = "octoprint",
    authority = Authority.GENERAL)
public final class OctoPrintProvider implements DiscoveryProvider {

  static final String ID = "octoprint.state";

  /** Configuration of the status of printers with OctoPrint. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty OctoPrint status",
      description = "Asks OctoPrint for the status of its printers.")
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
  private final MachineKeys<Secret> keys;

  @Activate
  public OctoPrintProvider(Config config, @Reference OctoPrintKeys registry) {
    this(PollIntervals.ofSeconds(config.interval(), config.interval_busy()), registry.keys());
  }

  OctoPrintProvider(PollIntervals intervals, MachineKeys<Secret> keys) {
    this.intervals = intervals;
    this.keys = keys;
  }

  @Override
  public void start(DiscoveryContext context) {
    OctoPrintReader reader = new OctoPrintReader(context.http(), keys);
    keys.refresh(context, MachinePolls.start(context, reader, intervals));
  }
}
