// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.network.SimulatedWebServer;
import io.kitty.demo.network.SimulatedWebServer.Response;
import io.kitty.demo.print.PrintState;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A printer with Klipper: its Moonraker reports what it does (Moonraker, "Query printer object
 * status"; Klipper, "Status reference"). Its service is announced over multicast DNS.
 */
public final class MoonrakerSimulator implements ProtocolSimulator {

  public static final int PORT = 7125;
  public static final String PATH = "/printer/objects/query";

  /** What Klipper says when a heater fails. */
  private static final String FAILURE = "Heater extruder not heating at expected rate";

  private final SimulatedAddress host;
  private final Supplier<PrintState> print;

  public MoonrakerSimulator(SimulatedAddress host, Supplier<PrintState> print) {
    this.host = host;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    SimulatedWebServer.start(host, PORT, this::handle);
  }

  private Response handle(HttpExchange request) {
    return request.getRequestURI().getPath().equals(PATH)
        ? Response.json(answer(print.get()))
        : Response.empty(404);
  }

  private static ObjectNode answer(PrintState now) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode result = answer.putObject("result");
    result.put("eventtime", System.nanoTime() / 1e9);
    ObjectNode status = result.putObject("status");
    status.putObject("webhooks").put("state", "ready").put("state_message", "Printer is ready");
    String state = state(now);
    status
        .putObject("print_stats")
        .put("state", state)
        .put("message", state.equals("error") ? FAILURE : "")
        .put("filename", now.file())
        .put("total_duration", now.elapsed())
        .put("print_duration", now.elapsed())
        .putObject("info")
        .put("current_layer", now.layer())
        .put("total_layer", now.layers());
    status.putObject("display_status").put("progress", now.progress());
    heater(status.putObject("extruder"), now.nozzle(), now.nozzleTarget());
    heater(status.putObject("heater_bed"), now.bed(), now.bedTarget());
    return answer;
  }

  /** Klipper does not know that a printer heats before it prints. */
  private static String state(PrintState now) {
    return switch (now.status()) {
      case PREPARING, RUNNING -> "printing";
      case PAUSED -> "paused";
      case FINISHED -> "complete";
      case STOPPED -> "cancelled";
      case ERROR -> "error";
      default -> "standby";
    };
  }

  private static void heater(ObjectNode heater, double temperature, double target) {
    heater.put("temperature", temperature).put("target", target);
  }
}
