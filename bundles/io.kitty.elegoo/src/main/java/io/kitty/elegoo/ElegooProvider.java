// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Finds printers by the searches of SDCP, and of the Centauri Carbon 2, which no longer uses it.
 */
@Component(name = "io.kitty.elegoo")
@Designate(ocd = ElegooConfig.class)
@Protocol(id = "elegoo", kind = "printer", namespace = "elegoo", authority = Authority.OWN)
public final class ElegooProvider implements DiscoveryProvider {

  /**
   * The search of SDCP (cbd-tech, Smart Device Control Protocol V3.0.0, "Device Discovery"). The
   * similar M66666 must never be sent: it makes the printer open an MQTT connection to the sender.
   */
  static final byte[] SDCP_REQUEST = "M99999".getBytes(StandardCharsets.US_ASCII);

  static final int SDCP_PORT = 3000;

  /** The search of the Centauri Carbon 2 (CC2_PROTOCOL.md of elegoo-homeassistant). */
  static final byte[] CC2_REQUEST =
      "{\"id\": 0, \"method\": 7000}".getBytes(StandardCharsets.US_ASCII);

  static final int CC2_PORT = 52700;

  /** The time between two identical requests. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  private final Duration interval;
  private final Duration lifetime;
  private final int questions;

  @Activate
  public ElegooProvider(ElegooConfig config) {
    interval = Duration.ofMillis(Math.round(config.interval() * 1000));
    lifetime = lifetime(interval);
    questions = config.questions();
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> handle(context, datagram));
    context.scan(interval, () -> search(context, port, questions));
  }

  private void search(DiscoveryContext context, DatagramPort port, int times) {
    port.broadcast(SDCP_REQUEST, SDCP_PORT);
    port.limitedBroadcast(SDCP_REQUEST, SDCP_PORT);
    port.broadcast(CC2_REQUEST, CC2_PORT);
    port.limitedBroadcast(CC2_REQUEST, CC2_PORT);
    if (times > 1) {
      context.schedule(SPACING, () -> search(context, port, times - 1));
    }
  }

  /** Off-link senders cannot have received a request. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    if (datagram.onLink()) {
      ReplyParser.read(datagram, lifetime, context.links())
          .ifPresentOrElse(context::report, () -> context.count("malformed", 1));
    } else {
      context.count("off_link", 1);
    }
  }

  /** A printer departs when it has been silent for three rounds. */
  private static Duration lifetime(Duration interval) {
    return interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(3).plusSeconds(5);
  }
}
