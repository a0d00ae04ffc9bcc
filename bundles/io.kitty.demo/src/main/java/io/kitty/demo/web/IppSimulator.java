// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.network.SimulatedWebServer;
import io.kitty.demo.network.SimulatedWebServer.Response;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A paper printer: it answers Get-Printer-Attributes over IPP (RFC 8010, §3; RFC 8011, §4.2.5) with
 * its state and its ink. Its service is announced over multicast DNS.
 */
public final class IppSimulator implements ProtocolSimulator {

  public static final String PATH = "/ipp/print";

  private static final int MAX_REQUEST = 64 * 1024;

  // Values of printer-state (RFC 8011, §5.4.11).
  private static final int STATE_IDLE = 3;
  private static final int STATE_PROCESSING = 4;
  private static final int STATE_STOPPED = 5;

  private static final String[] INKS = {"Black ink", "Cyan ink", "Magenta ink", "Yellow ink"};
  private static final String[] COLORS = {"#000000", "#00FFFF", "#FF00FF", "#FFFF00"};
  private static final int[] LEVELS = {72, 41, 8, 55};

  private final SimulatedAddress host;
  private final JsonNode values;
  private final Supplier<PrintState> print;

  public IppSimulator(SimulatedAddress host, JsonNode values, Supplier<PrintState> print) {
    this.host = host;
    this.values = values;
    this.print = print;
  }

  @Override
  public void start() throws IOException {
    SimulatedWebServer.start(host, values.path("port").asInt(), this::handle);
  }

  private Response handle(HttpExchange request) throws IOException {
    if (!request.getRequestURI().getPath().equals(PATH)) {
      return Response.empty(404);
    }
    if (!request.getRequestMethod().equals("POST")) {
      return Response.empty(405);
    }
    try {
      IppRequest parsed = IppRequest.read(request.getRequestBody().readNBytes(MAX_REQUEST));
      return new Response(200, Map.of("Content-Type", "application/ipp"), answer(parsed));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Response.empty(400);
    }
  }

  private byte[] answer(IppRequest request) {
    if (request.operation() != IppRequest.GET_PRINTER_ATTRIBUTES) {
      return new IppResponse(IppResponse.NOT_SUPPORTED, request.id()).bytes();
    }
    PrintState now = print.get();
    String name = values.path("name").asText();
    String uri = "ipp://%s:%d%s".formatted(host.ip(), values.path("port").asInt(), PATH);
    return new IppResponse(IppResponse.OK, request.id())
        .printerAttributes(request.requested())
        .text(IppResponse.URI, "printer-uri-supported", uri)
        .text(IppResponse.NAME, "printer-name", name)
        .text(IppResponse.TEXT, "printer-make-and-model", name)
        .text(IppResponse.URI, "printer-uuid", "urn:uuid:" + values.path("uuid").asText())
        .number(IppResponse.ENUM, "printer-state", state(now.status()))
        .text(IppResponse.KEYWORD, "printer-state-reasons", reason(now.status()))
        .number(IppResponse.INTEGER, "queued-job-count", now.working() ? 1 : 0)
        .text(IppResponse.NAME, "marker-names", INKS)
        .text(IppResponse.NAME, "marker-colors", COLORS)
        .number(IppResponse.INTEGER, "marker-levels", LEVELS)
        .bytes();
  }

  /** Paper that is printed leaves the printer, which is idle again. */
  private static int state(DeviceStatus status) {
    return switch (status) {
      case PREPARING, RUNNING -> STATE_PROCESSING;
      case PAUSED, ERROR -> STATE_STOPPED;
      default -> STATE_IDLE;
    };
  }

  private static String reason(DeviceStatus status) {
    return switch (status) {
      case PAUSED -> "media-empty-error";
      case ERROR -> "media-jam-error";
      default -> "none";
    };
  }
}
