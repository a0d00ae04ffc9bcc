// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.prusalink.PrusaLinkCredential;
import io.kitty.prusalink.PrusaLinkKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds no printers itself: it asks those that announce {@code _prusalink._tcp} for their status.
 */
@Component(name = "io.kitty.prusalink.state")
@Designate(ocd = PrusaLinkProvider.Config.class)
@Protocol(
    id = PrusaLinkProvider.ID,
    kind = "printer",
    namespace = "prusalink",
    authority = Authority.GENERAL)
public final class PrusaLinkProvider implements DiscoveryProvider {

  static final String ID = "prusalink.state";

  /** Configuration of the status of printers with PrusaLink. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty PrusaLink status",
      description = "Asks Prusa printers for their status.")
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
  private final MachineKeys<PrusaLinkCredential> keys;

  @Activate
  public PrusaLinkProvider(Config config, @Reference PrusaLinkKeys registry) {
    this(PollIntervals.ofSeconds(config.interval(), config.interval_busy()), registry.keys());
  }

  PrusaLinkProvider(PollIntervals intervals, MachineKeys<PrusaLinkCredential> keys) {
    this.intervals = intervals;
    this.keys = keys;
  }

  @Override
  public void start(DiscoveryContext context) {
    PrusaLinkReader reader = new PrusaLinkReader(context.http(), keys);
    keys.refresh(context, MachinePolls.start(context, reader, intervals));
  }
}
