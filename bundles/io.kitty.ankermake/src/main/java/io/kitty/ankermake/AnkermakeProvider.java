// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.device.Authority;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import java.io.IOException;
import java.time.Duration;
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

  /** The time between two identical requests. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  private final Duration interval;
  private final Duration lifetime;
  private final int questions;

  @Activate
  public AnkermakeProvider(AnkermakeConfig config) {
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
    port.broadcast(REQUEST, PORT);
    port.limitedBroadcast(REQUEST, PORT);
    if (times > 1) {
      context.schedule(SPACING, () -> search(context, port, times - 1));
    }
  }

  /** Off-link senders cannot have received a request. */
  private void handle(DiscoveryContext context, Datagram datagram) {
    if (datagram.onLink()) {
      Duid.read(datagram.payload())
          .ifPresentOrElse(
              duid -> context.report(duid.sighting(datagram, lifetime)),
              () -> context.count("malformed", 1));
    } else {
      context.count("off_link", 1);
    }
  }

  /** A printer departs when it has been silent for three rounds. */
  private static Duration lifetime(Duration interval) {
    return interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(3).plusSeconds(5);
  }
}
