// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.io.IOException;

/**
 * A server that answers {@code DISCOVER_SERVER} with its address, and its port if configured
 * (django-discovery-toolkit, docs/server.rst).
 */
public final class BroadcastServerSimulator implements ProtocolSimulator {

  public static final int PORT = 9999;
  public static final byte[] REQUEST = "DISCOVER_SERVER".getBytes(UTF_8);

  private final SimulatedAddress host;
  private final JsonNode values;

  public BroadcastServerSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
  }

  @Override
  public void start() throws IOException {
    host.answer(PORT, REQUEST, this::answer);
  }

  private byte[] answer() {
    String port = values.has("port") ? ":" + values.path("port").asInt() : "";
    return ("SERVER_IP:" + host.ip() + port).getBytes(UTF_8);
  }
}
