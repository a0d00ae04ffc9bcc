// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * An Elegoo printer: it answers {@code M99999} with JSON. Those with SDCP V1 part it and say
 * whether they are busy (vvuk/cassini, README); those with V3 do not (cbd-tech, Smart Device
 * Control Protocol V3.0.0).
 */
final class ElegooSimulator implements ProtocolSimulator {

  static final int PORT = 3000;
  static final byte[] QUESTION = "M99999".getBytes(UTF_8);

  private final SimulatedAddress place;
  private final JsonNode words;
  private final Supplier<String> status;

  ElegooSimulator(SimulatedAddress place, JsonNode words, Supplier<String> status) {
    this.place = place;
    this.words = words;
    this.status = status;
  }

  @Override
  public void begin() throws IOException {
    place.listenToAll(PORT, this::handle);
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    if (Arrays.equals(payload, QUESTION)) {
      place.send(PORT, answer().getBytes(UTF_8), from);
    }
  }

  String answer() {
    String protocol = words.path("protocol").asText();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Id", words.path("board").asText());
    ObjectNode data = json.putObject("Data");
    if (protocol.startsWith("V1")) {
      describe(data.putObject("Attributes"), protocol);
      data.putObject("Status").put("CurrentStatus", status.get().equals("IDLE") ? 0 : 1);
    } else {
      describe(data, protocol).put("BrandName", "ELEGOO");
    }
    return json.toString();
  }

  private ObjectNode describe(ObjectNode json, String protocol) {
    return json.put("Name", words.path("name").asText())
        .put("MachineName", words.path("model").asText())
        .put("MainboardIP", place.ip())
        .put("MainboardID", words.path("board").asText())
        .put("ProtocolVersion", protocol)
        .put("FirmwareVersion", words.path("version").asText());
  }
}
