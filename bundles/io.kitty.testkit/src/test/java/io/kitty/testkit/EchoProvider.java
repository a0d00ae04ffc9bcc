// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.PortSpec;
import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A minimal protocol: whoever sends {@code name=X} is reported under that name. */
public class EchoProvider implements DiscoveryProvider {

  public static final byte[] SAMPLE = "name=printer-1".getBytes(StandardCharsets.UTF_8);

  @Override
  public void start(DiscoveryContext context) throws Exception {
    DatagramPort port =
        context.open(PortSpec.listening(7), datagram -> onDatagram(context, datagram));
    context.scan(Duration.ofSeconds(60), () -> port.broadcast(SAMPLE, 7));
  }

  public void onDatagram(DiscoveryContext context, Datagram datagram) {
    String key = SafeText.clean(datagram.text(), 64);
    if (key.startsWith("name=")) {
      context.report(Sighting.of(key, datagram.endpoint(), Duration.ofSeconds(60)).build());
    }
  }
}
