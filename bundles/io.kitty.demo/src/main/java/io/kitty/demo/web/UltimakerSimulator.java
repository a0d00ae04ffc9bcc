// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.network.SimulatedWebServer;
import io.kitty.demo.network.SimulatedWebServer.Response;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * An UltiMaker S series printer (UltiMaker, "Printer API" 1). Its service is announced over
 * multicast DNS.
 */
public final class UltimakerSimulator implements ProtocolSimulator {

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;

  public UltimakerSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    SimulatedWebServer.start(host, values.path("port").asInt(), this::handle);
  }

  private Response handle(HttpExchange request) {
    PrintState now = print.get();
    return switch (request.getRequestURI().getPath()) {
      case "/api/v1/printer" -> Response.json(printer(now));
      case "/api/v1/printer/status" -> Response.json(TextNode.valueOf(status(now)));
      case "/api/v1/print_job" ->
          now.hasJob()
              ? Response.json(job(now))
              : Response.json(404, json().put("message", "Not found"));
      default -> Response.empty(404);
    };
  }

  private static ObjectNode printer(PrintState now) {
    ObjectNode answer = json().put("status", status(now));
    ObjectNode extruder = answer.putArray("heads").addObject().putArray("extruders").addObject();
    temperature(extruder.putObject("hotend"), now.nozzle(), now.nozzleTarget());
    temperature(answer.putObject("bed"), now.bed(), now.bedTarget());
    return answer;
  }

  private static void temperature(ObjectNode part, double current, double target) {
    part.putObject("temperature").put("current", current).put("target", target);
  }

  private static ObjectNode job(PrintState now) {
    return json()
        .put("name", now.file())
        .put("state", state(now.status()))
        .put("progress", now.progress())
        .put("time_elapsed", now.elapsed())
        .put("time_total", now.elapsed() + now.remaining());
  }

  /** A printer whose job is complete prints until somebody has cleaned the plate. */
  private static String status(PrintState now) {
    return switch (now.status()) {
      case IDLE -> "idle";
      case ERROR -> "error";
      default -> "printing";
    };
  }

  private static String state(DeviceStatus status) {
    return switch (status) {
      case PREPARING -> "pre_print";
      case PAUSED -> "paused";
      case FINISHED -> "wait_cleanup";
      case ERROR -> "error";
      default -> "printing";
    };
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
