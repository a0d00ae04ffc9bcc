// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.commons.Seconds;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds no printers itself: it asks those that announce {@code _moonraker._tcp} for their status.
 */
@Component(name = "io.kitty.moonraker")
@Designate(ocd = MoonrakerProvider.Config.class)
@Protocol(
    id = "moonraker",
    kind = "printer",
    namespace = "moonraker",
    authority = Authority.GENERAL)
public final class MoonrakerProvider implements DiscoveryProvider {

  /** Configuration of the status of Klipper printers. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Moonraker",
      description = "Asks printers that announce Moonraker for their status.")
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
  public MoonrakerProvider(Config config) {
    this(config, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param random returns numbers from 0 to 1, which spread the requests
   */
  MoonrakerProvider(Config config, DoubleSupplier random) {
    intervals =
        new PollIntervals(
            Seconds.toDuration(config.interval()),
            Seconds.toDuration(config.interval_busy()),
            random);
  }

  @Override
  public void start(DiscoveryContext context) {
    Printers printers = new Printers(context, intervals);
    context.follow(MoonrakerTarget::isAnnounced, printers::present, printers::gone);
  }
}
