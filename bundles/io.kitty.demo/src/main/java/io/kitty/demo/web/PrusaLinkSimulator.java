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
import java.util.Map;
import java.util.function.Supplier;

/**
 * A Prusa printer with PrusaLink, which requires the digest of a user and password
 * (prusa3d/Prusa-Link-Web, spec/openapi.yaml). Its service is announced over multicast DNS.
 */
public final class PrusaLinkSimulator implements ProtocolSimulator {

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;
  private final DigestAuthentication authentication;

  public PrusaLinkSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
    this.authentication =
        new DigestAuthentication(
            "Printer API", values.path("user").asText(), values.path("password").asText());
  }

  @Override
  public void start() throws IOException {
    SimulatedWebServer.start(host, values.path("port").asInt(), this::handle);
  }

  private Response handle(HttpExchange request) {
    if (!authentication.accepts(
        request.getRequestMethod(),
        request.getRequestURI().toString(),
        request.getRequestHeaders().getFirst("Authorization"))) {
      return new Response(401, Map.of("WWW-Authenticate", authentication.challenge()), new byte[0]);
    }
    PrintState now = print.get();
    return switch (request.getRequestURI().getPath()) {
      case "/api/version" -> Response.json(version());
      case "/api/v1/info" -> Response.json(info());
      case "/api/v1/status" -> Response.json(status(now));
      case "/api/v1/job" -> now.hasJob() ? Response.json(job(now)) : Response.empty(204);
      default -> Response.empty(404);
    };
  }

  private ObjectNode version() {
    return json()
        .put("api", "2.0.0")
        .put("server", "2.1.2")
        .put("nozzle_diameter", 0.4)
        .put("text", "PrusaLink")
        .put("hostname", values.path("host").asText());
  }

  private ObjectNode info() {
    return json()
        .put("hostname", values.path("host").asText())
        .put("serial", values.path("serial").asText())
        .put("nozzle_diameter", 0.4)
        .put("min_extrusion_temp", 170);
  }

  private static ObjectNode status(PrintState now) {
    ObjectNode answer = json();
    if (now.hasJob()) {
      progress(answer.putObject("job"), now);
    }
    answer
        .putObject("printer")
        .put("state", state(now))
        .put("temp_nozzle", now.nozzle())
        .put("target_nozzle", now.nozzleTarget())
        .put("temp_bed", now.bed())
        .put("target_bed", now.bedTarget());
    return answer;
  }

  private static ObjectNode job(PrintState now) {
    ObjectNode answer = progress(json().put("state", state(now)), now);
    answer
        .putObject("file")
        .put("name", now.file())
        .put("display_name", now.file())
        .put("path", "/usb");
    return answer;
  }

  private static ObjectNode progress(ObjectNode job, PrintState now) {
    return job.put("id", 1)
        .put("progress", Math.floor(now.percent()))
        .put("time_printing", now.elapsed())
        .put("time_remaining", now.remaining());
  }

  private static String state(PrintState now) {
    return switch (now.status()) {
      case PREPARING -> "BUSY";
      case RUNNING -> "PRINTING";
      case PAUSED, FINISHED, STOPPED, ERROR -> now.status().name();
      default -> "IDLE";
    };
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
