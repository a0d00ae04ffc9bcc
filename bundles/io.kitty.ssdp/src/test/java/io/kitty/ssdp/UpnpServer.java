// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A device's web server on the loopback interface. */
final class UpnpServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String document;

  UpnpServer(InetAddress address, String document) throws IOException {
    this.document = document;
    server = HttpServer.create(new InetSocketAddress(address, 0), 5);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = this.document.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Sets the document served from now on; null: requests fail. */
  void document(String now) {
    document = now;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String location() {
    return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + "/d.xml";
  }

  /** Returns the number of requests. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
