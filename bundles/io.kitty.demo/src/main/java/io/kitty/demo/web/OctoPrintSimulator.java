// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import com.fasterxml.jackson.databind.JsonNode;
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
 * An OctoPrint, which answers only who sends its key as {@code X-Api-Key} (OctoPrint, "REST API":
 * "Printer operations", "Job operations"). Its service is announced over multicast DNS.
 */
public final class OctoPrintSimulator implements ProtocolSimulator {

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;

  public OctoPrintSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    SimulatedWebServer.start(host, values.path("port").asInt(), this::handle);
  }

  private Response handle(HttpExchange request) {
    String key = request.getRequestHeaders().getFirst("X-Api-Key");
    if (!values.path("key").asText().equals(key)) {
      return Response.json(
          403,
          json()
              .put(
                  "error",
                  "You don't have the permission to access the requested resource. It is either"
                      + " read-protected or not readable by the server."));
    }
    PrintState now = print.get();
    return switch (request.getRequestURI().getPath()) {
      case "/api/version" -> Response.json(version());
      case "/api/printer" -> Response.json(printer(now));
      case "/api/job" -> Response.json(job(now));
      default -> Response.empty(404);
    };
  }

  private ObjectNode version() {
    String version = values.path("version").asText();
    return json().put("api", "0.1").put("server", version).put("text", "OctoPrint " + version);
  }

  private static ObjectNode printer(PrintState now) {
    ObjectNode answer = json();
    ObjectNode temperature = answer.putObject("temperature");
    heater(temperature.putObject("tool0"), now.nozzle(), now.nozzleTarget());
    heater(temperature.putObject("bed"), now.bed(), now.bedTarget());
    answer.putObject("sd").put("ready", false);
    boolean paused = state(now).equals("Paused");
    boolean printing = state(now).equals("Printing");
    boolean error = state(now).equals("Error");
    answer
        .putObject("state")
        .put("text", state(now))
        .putObject("flags")
        .put("operational", !error)
        .put("paused", paused)
        .put("printing", printing)
        .put("cancelling", false)
        .put("pausing", false)
        .put("sdReady", false)
        .put("error", error)
        .put("ready", !error && !printing && !paused)
        .put("closedOrError", error);
    return answer;
  }

  private static ObjectNode job(PrintState now) {
    ObjectNode answer = json();
    ObjectNode file = answer.putObject("job").putObject("file");
    ObjectNode progress = answer.putObject("progress");
    if (now.hasJob()) {
      file.put("name", now.file()).put("display", now.file()).put("origin", "local");
      progress
          .put("completion", now.percent())
          .put("printTime", now.elapsed())
          .put("printTimeLeft", now.remaining());
    } else {
      file.putNull("name").putNull("display").putNull("origin");
      progress.putNull("completion").putNull("printTime").putNull("printTimeLeft");
    }
    return answer.put("state", state(now));
  }

  /** A job that is complete stays selected, and the printer is operational again. */
  private static String state(PrintState now) {
    return switch (now.status()) {
      case PREPARING, RUNNING -> "Printing";
      case PAUSED -> "Paused";
      case ERROR -> "Error";
      default -> "Operational";
    };
  }

  private static void heater(ObjectNode heater, double actual, double target) {
    heater.put("actual", actual).put("target", target).put("offset", 0);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
