// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A web server of a simulated machine, which ends when the machine leaves. */
public final class SimulatedWebServer {

  /** Returns the response to a request; called in a thread of the server. */
  @FunctionalInterface
  public interface Handler {
    Response handle(HttpExchange request) throws IOException;
  }

  /**
   * A response.
   *
   * @param status the status code
   * @param headers its headers but for the length
   * @param body its body
   */
  public record Response(int status, Map<String, String> headers, byte[] body) {

    /** Returns a response of a media type. */
    public static Response of(String type, byte[] body) {
      return new Response(200, Map.of("Content-Type", type), body);
    }

    /** Returns a response with a JSON document. */
    public static Response json(Object document) {
      return json(200, document);
    }

    /** Returns a response with a status and a JSON document. */
    public static Response json(int status, Object document) {
      return new Response(
          status, Map.of("Content-Type", "application/json"), document.toString().getBytes(UTF_8));
    }

    /** Returns a response without a body. */
    public static Response empty(int status) {
      return new Response(status, Map.of(), new byte[0]);
    }
  }

  private SimulatedWebServer() {}

  /**
   * Starts a server.
   *
   * @param port its port; 0 for any that is free
   * @return its port
   */
  public static int start(SimulatedAddress host, int port, Handler handler) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host.address(), port), 0);
    server.createContext("/", exchange -> respond(exchange, handler.handle(exchange)));
    server.start();
    host.own(() -> server.stop(0));
    return server.getAddress().getPort();
  }

  private static void respond(HttpExchange exchange, Response response) throws IOException {
    try (exchange) {
      response.headers().forEach(exchange.getResponseHeaders()::set);
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(response.body());
    }
  }
}
