// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that remembers what it gets, and answers as a test says. */
final class RecordingServer implements AutoCloseable {

  /** A request. */
  record Request(String method, String path, Headers headers, byte[] body) {
    String header(String name) {
      return headers.getFirst(name);
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile byte[] answer = {};
  private volatile Map<String, String> headers = Map.of();

  RecordingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  body));
          headers.forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  void answer(int code, String body, Map<String, String> with) {
    status = code;
    answer = body.getBytes(UTF_8);
    headers = with;
  }

  /** Returns host and port. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  /** Returns the only request. */
  Request request() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests");
    }
    return requests.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
