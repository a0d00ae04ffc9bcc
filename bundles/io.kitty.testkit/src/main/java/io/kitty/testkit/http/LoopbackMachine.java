// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.http;

import com.sun.net.httpserver.HttpServer;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The web server of a machine on the loopback interface, at a free port. A test programs the
 * answers.
 */
public final class LoopbackMachine implements AutoCloseable {

  /**
   * A request.
   *
   * @param target the path and query
   * @param headers the first value of each header, by name as {@code Xxxx-yyyy}
   */
  public record Request(String method, String target, Map<String, String> headers) {

    /** Returns the value of a header, {@code ""} if it is absent. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }
  }

  /** An answer. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {

    /** Returns an answer in JSON. */
    public static Reply json(int status, String body) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * Starts the server.
   *
   * @param answer called for each request, by one thread
   */
  public LoopbackMachine(Function<Request, Reply> answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().get(0)));
          Request request =
              new Request(
                  exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
          requests.add(request);
          Reply reply = answer.apply(request);
          reply.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(reply.status(), reply.body().length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
          } catch (IOException e) {
            // The client had enough.
          }
        });
    server.start();
  }

  /** Returns its address. */
  public InetAddress address() {
    return TestLinks.address("127.0.0.1");
  }

  /** Returns its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the requests that it got, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
