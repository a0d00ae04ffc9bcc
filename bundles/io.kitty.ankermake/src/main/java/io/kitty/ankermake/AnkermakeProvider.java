// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.commons.SearchRounds;
import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Finds printers by the search of PPPP, which all PPPP devices in the network answer. */
@Component(name = "io.kitty.ankermake")
@Designate(ocd = AnkermakeConfig.class)
@Protocol(id = "ankermake", kind = "printer", namespace = "ankermake", authority = Authority.OWN)
public final class AnkermakeProvider implements DiscoveryProvider {

  /** LAN_SEARCH, with no payload (ankermake-m5-protocol, specification/pppp.stf). */
  static final byte[] REQUEST = {(byte) 0xf1, 0x30, 0, 0};

  static final int PORT = 32108;

  private final SearchRounds rounds;

  @Activate
  public AnkermakeProvider(AnkermakeConfig config) {
    rounds = new SearchRounds(config.interval(), config.questions());
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), datagram -> handle(context, datagram));
    rounds.start(context, () -> search(port));
  }

  private static void search(DatagramPort port) {
    port.broadcast(REQUEST, PORT);
    port.limitedBroadcast(REQUEST, PORT);
  }

  /** Off-link senders cannot have received a request. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    SearchRounds.report(
        context,
        datagram,
        reply -> Duid.read(reply.payload()).map(duid -> duid.sighting(reply, rounds.lifetime())));
  }
}
