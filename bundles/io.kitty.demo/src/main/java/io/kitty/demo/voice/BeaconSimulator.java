// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host with a beacon (the "Sacrilege and Zeroconf" prototype): UP when it comes, DOWN when it
 * goes. It says ALIVE again and again, which it would do for each new host only.
 */
final class BeaconSimulator implements ProtocolSimulator {

  private static final Logger LOG = LoggerFactory.getLogger(BeaconSimulator.class);

  static final InetAddress GROUP = LoopbackNetwork.address(224, 0, 0, 251);
  static final int PORT = 5354;

  private static final Duration PERIOD = Duration.ofSeconds(15);

  private final SimulatedAddress place;
  private final JsonNode words;

  BeaconSimulator(SimulatedAddress place, JsonNode words) {
    this.place = place;
    this.words = words;
  }

  @Override
  public void begin() throws IOException {
    send("UP");
    place.every(PERIOD, () -> send("ALIVE"));
  }

  @Override
  public void goodbye() {
    try {
      send("DOWN");
    } catch (IOException e) {
      LOG.debug("{} leaves without a word", place.ip(), e);
    }
  }

  private void send(String status) throws IOException {
    String beacon =
        "_woot._tcp.local.|%d|%s|%s"
            .formatted(words.path("port").asInt(), words.path("host").asText(), status);
    place.send(PORT, beacon.getBytes(UTF_8), new InetSocketAddress(GROUP, PORT));
  }
}
