// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.printer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A printer with Klipper: its Moonraker says what it does (Moonraker, "Query printer object
 * status"). Its service is announced over multicast DNS.
 */
public final class MoonrakerSimulator implements ProtocolSimulator {

  public static final int PORT = 7125;
  public static final String PATH = "/printer/objects/query";

  private static final Map<String, String> STATES =
      Map.of("RUNNING", "printing", "PAUSED", "paused", "FINISHED", "complete");

  private final SimulatedAddress host;
  private final String file;
  private final Supplier<String> status;

  public MoonrakerSimulator(SimulatedAddress host, JsonNode values, Supplier<String> status) {
    this.host = host;
    this.file = values.path("file").asText();
    this.status = status;
  }

  @Override
  public void start() throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(host.address(), PORT), 0);
    http.createContext(
        PATH,
        exchange -> {
          byte[] body = answer().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
    host.own(() -> http.stop(0));
  }

  private String answer() {
    String state = STATES.getOrDefault(status.get(), "standby");
    return """
        {"result": {"eventtime": 1.0, "status": {"webhooks": {"state": "ready"}, "print_stats":
        {"state": "%s", "filename": "%s"}, "display_status": {"progress": 0.25}, "extruder":
        {"temperature": 24.9, "target": 0.0}, "heater_bed": {"temperature": 24.1, "target": 0.0}}}}
        """
        .formatted(state, state.equals("standby") ? "" : file);
  }
}
