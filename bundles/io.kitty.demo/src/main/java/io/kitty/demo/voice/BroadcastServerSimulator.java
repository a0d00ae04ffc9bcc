// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A server that answers {@code DISCOVER_SERVER} with its address, and its port if it is told one
 * (django-discovery-toolkit, docs/server.rst).
 */
final class BroadcastServerSimulator implements ProtocolSimulator {

  static final int PORT = 9999;
  static final byte[] QUESTION = "DISCOVER_SERVER".getBytes(UTF_8);

  private final SimulatedAddress place;
  private final JsonNode words;

  BroadcastServerSimulator(SimulatedAddress place, JsonNode words) {
    this.place = place;
    this.words = words;
  }

  @Override
  public void begin() throws IOException {
    place.listenToAll(PORT, this::handle);
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    if (Arrays.equals(payload, QUESTION)) {
      String port = words.has("port") ? ":" + words.path("port").asInt() : "";
      place.send(PORT, ("SERVER_IP:" + place.ip() + port).getBytes(UTF_8), from);
    }
  }
}
