// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.print.PrintState;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * An Elegoo printer: it answers {@code M99999} with JSON. SDCP V1 splits the fields and reports
 * what it prints (vvuk/cassini, README); V3 does not (cbd-tech, Smart Device Control Protocol
 * V3.0.0).
 */
public final class ElegooSimulator extends TextAnswerSimulator {

  public static final int PORT = 3000;
  public static final byte[] REQUEST = "M99999".getBytes(UTF_8);

  /** Printing, or done with a print that is still on its screen. */
  private static final int BUSY = 1;

  public ElegooSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    super(host, values, print);
  }

  @Override
  public void start() throws IOException {
    answer(PORT, REQUEST);
  }

  @Override
  public String answer() {
    String protocol = values.path("protocol").asText();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Id", values.path("board").asText());
    ObjectNode data = json.putObject("Data");
    if (protocol.startsWith("V1")) {
      describe(data.putObject("Attributes"), protocol);
      addStatus(data.putObject("Status"), print.get());
    } else {
      describe(data, protocol).put("BrandName", "ELEGOO");
    }
    return json.toString();
  }

  private ObjectNode describe(ObjectNode json, String protocol) {
    return json.put("Name", values.path("name").asText())
        .put("MachineName", values.path("model").asText())
        .put("MainboardIP", host.ip())
        .put("MainboardID", values.path("board").asText())
        .put("ProtocolVersion", protocol)
        .put("FirmwareVersion", values.path("version").asText());
  }

  private static void addStatus(ObjectNode status, PrintState now) {
    status
        .put("CurrentStatus", now.hasJob() ? BUSY : 0)
        .putObject("PrintInfo")
        .put("Status", printStatus(now))
        .put("CurrentLayer", now.layer())
        .put("TotalLayer", now.layers())
        .put("Filename", now.file());
  }

  /** Returns the numbers that vvuk/cassini, saturn_printer.py, and SDCP V3 have. */
  private static int printStatus(PrintState now) {
    return switch (now.status()) {
      case PREPARING -> 1;
      case RUNNING -> 3;
      case PAUSED -> 6;
      case FINISHED -> 16;
      default -> 0;
    };
  }
}
