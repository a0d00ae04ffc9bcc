// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

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
 * Asks printers, which {@code io.kitty.flashforge} finds, for their job. Off by default: older
 * models serve one client at a time, and the vendor's programs cannot connect meanwhile.
 */
@Component(name = "io.kitty.flashforge.tcp")
@Designate(ocd = FlashforgeTcpProvider.Config.class)
@Protocol(
    id = FlashforgeTcpProvider.ID,
    kind = "printer",
    namespace = "flashforge",
    authority = Authority.GENERAL)
public final class FlashforgeTcpProvider implements DiscoveryProvider {

  static final String ID = "flashforge.tcp";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 16 * 1024;

  /** Configuration of the status of FlashForge printers over TCP. */
  @ObjectClassDefinition(
      name = "Kitty FlashForge TCP",
      description =
          "Asks FlashForge printers for their job, over short connections on TCP port 8899.")
  @interface Config {

    @AttributeDefinition(
        description =
            "Whether this protocol runs. Off by default: older models serve one client at a time,"
                + " and the vendor's programs cannot connect meanwhile.")
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
  public FlashforgeTcpProvider(Config config) {
    this(PollIntervals.atLeastSeconds(config.interval()), TIMEOUT);
  }

  FlashforgeTcpProvider(PollIntervals intervals, Duration timeout) {
    this.intervals = intervals;
    this.timeout = timeout;
  }

  @Override
  public void start(DiscoveryContext context) {
    FlashforgeTcpReader reader =
        new FlashforgeTcpReader(MachineConnector.of(context, timeout, MAX_BYTES));
    MachinePolls.start(context, reader, intervals);
  }
}
