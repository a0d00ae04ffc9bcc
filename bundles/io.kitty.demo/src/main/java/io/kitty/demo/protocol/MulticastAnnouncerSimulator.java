// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A service that announces itself as JSON every two seconds, as those of py-vault-multicast do
 * (README.md). It sends no goodbye.
 */
public final class MulticastAnnouncerSimulator implements ProtocolSimulator {

  static final InetAddress GROUP = LoopbackNetwork.address(224, 1, 1, 1);
  static final int PORT = 5004;

  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final SimulatedAddress host;
  private final JsonNode values;

  public MulticastAnnouncerSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
  }

  @Override
  public void start() {
    byte[] announcement = announcement().getBytes(UTF_8);
    InetSocketAddress group = new InetSocketAddress(GROUP, PORT);
    host.periodically(PERIOD, () -> host.send(PORT, announcement, group));
  }

  public String announcement() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", values.path("type").asText());
    json.put("name", values.path("name").asText());
    json.put("addr", host.ip() + ":" + values.path("port").asInt());
    return json.toString();
  }
}
