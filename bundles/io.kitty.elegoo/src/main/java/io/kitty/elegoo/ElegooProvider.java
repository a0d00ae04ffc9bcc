// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.commons.SearchRounds;
import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final SearchRounds rounds;

  @Activate
  public ElegooProvider(ElegooConfig config) {
    rounds = new SearchRounds(config.interval(), config.questions());
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> handle(context, datagram));
    rounds.start(context, () -> search(port));
  }

  private static void search(DatagramPort port) {
    port.broadcast(SDCP_REQUEST, SDCP_PORT);
    port.limitedBroadcast(SDCP_REQUEST, SDCP_PORT);
    port.broadcast(CC2_REQUEST, CC2_PORT);
    port.limitedBroadcast(CC2_REQUEST, CC2_PORT);
  }

  /** Off-link senders cannot have received a request. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    SearchRounds.report(
        context, datagram, reply -> ReplyParser.read(reply, rounds.lifetime(), context.links()));
  }
}
