// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host with a beacon (the "Sacrilege and Zeroconf" prototype): UP when it starts, DOWN when it
 * stops. It repeats ALIVE, which a real host sends for each new host only.
 */
public final class BeaconSimulator implements ProtocolSimulator {

  private static final Logger LOG = LoggerFactory.getLogger(BeaconSimulator.class);

  static final InetAddress GROUP = LoopbackNetwork.address(224, 0, 0, 251);
  static final int PORT = 5354;

  private static final Duration PERIOD = Duration.ofSeconds(15);

  private final SimulatedAddress host;
  private final JsonNode values;

  public BeaconSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
  }

  @Override
  public void start() throws IOException {
    send("UP");
    host.periodically(PERIOD, () -> send("ALIVE"));
  }

  @Override
  public void goodbye() {
    try {
      send("DOWN");
    } catch (IOException e) {
      LOG.debug("{} could not send its goodbye", host.ip(), e);
    }
  }

  private void send(String status) throws IOException {
    String beacon =
        "_woot._tcp.local.|%d|%s|%s"
            .formatted(values.path("port").asInt(), values.path("host").asText(), status);
    host.send(PORT, beacon.getBytes(UTF_8), new InetSocketAddress(GROUP, PORT));
  }
}
