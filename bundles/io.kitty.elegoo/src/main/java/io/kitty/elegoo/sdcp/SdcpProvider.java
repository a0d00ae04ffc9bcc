// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

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
 * Asks printers with SDCP V3, which {@code io.kitty.elegoo} finds, for their status. Off by
 * default: these printers serve four or five clients, and then none until they are restarted.
 */
@Component(name = "io.kitty.elegoo.sdcp")
@Designate(ocd = SdcpProvider.Config.class)
@Protocol(
    id = SdcpProvider.ID,
    kind = "printer",
    namespace = "elegoo",
    authority = Authority.GENERAL)
public final class SdcpProvider implements DiscoveryProvider {

  static final String ID = "elegoo.sdcp";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 64 * 1024;

  /** Configuration of the status of printers with SDCP V3. */
  @ObjectClassDefinition(
      name = "Kitty Elegoo SDCP",
      description = "Asks printers with SDCP V3 for their status, over short connections.")
  @interface Config {

    @AttributeDefinition(
        description =
            "Whether this protocol runs. Off by default: these printers serve four or five clients,"
                + " and then none until they are restarted.")
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
  private final Duration timeout;

  @Activate
  public SdcpProvider(Config config) {
    this(PollIntervals.atLeastSeconds(config.interval()), TIMEOUT);
  }

  SdcpProvider(PollIntervals intervals, Duration timeout) {
    this.intervals = intervals;
    this.timeout = timeout;
  }

  @Override
  public void start(DiscoveryContext context) {
    SdcpReader reader = new SdcpReader(MachineConnector.of(context, timeout, MAX_BYTES));
    MachinePolls.start(context, reader, intervals);
  }
}
