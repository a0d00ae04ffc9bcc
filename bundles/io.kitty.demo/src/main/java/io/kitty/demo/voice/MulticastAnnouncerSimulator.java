// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A service that announces itself as JSON every two seconds, as those of py-vault-multicast do
 * (README.md). It just falls silent when it ends.
 */
final class MulticastAnnouncerSimulator implements ProtocolSimulator {

  static final InetAddress GROUP = LoopbackNetwork.address(224, 1, 1, 1);
  static final int PORT = 5004;

  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final SimulatedAddress place;
  private final JsonNode words;

  MulticastAnnouncerSimulator(SimulatedAddress place, JsonNode words) {
    this.place = place;
    this.words = words;
  }

  @Override
  public void begin() {
    byte[] announcement = announcement().getBytes(UTF_8);
    InetSocketAddress group = new InetSocketAddress(GROUP, PORT);
    place.every(PERIOD, () -> place.send(PORT, announcement, group));
  }

  String announcement() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", words.path("type").asText());
    json.put("name", words.path("name").asText());
    json.put("addr", place.ip() + ":" + words.path("port").asInt());
    return json.toString();
  }
}
