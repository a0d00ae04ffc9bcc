// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy on loopback that serves a server under a path, one request per connection, and at
 * {@code /frame} a page that shows it in a frame.
 */
public final class PathProxy implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int target;
  private final String prefix;
  private final String headers;

  /**
   * @param target the port of the server
   * @param prefix the path without a slash at its end
   * @param headers the headers that it adds, each with a line end
   */
  public PathProxy(int target, String prefix, String headers) throws IOException {
    this.target = target;
    this.prefix = prefix;
    this.headers = headers;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (head.startsWith("GET /frame ")) {
        String page = "<!doctype html><title>x</title><iframe src=\"" + prefix + "/\"></iframe>";
        send(client, "200 OK", page);
      } else if (head.matches("(?s)[A-Z]+ " + prefix + "/.*")) {
        forward(client, head);
      } else {
        send(client, "404 Not Found", "");
      }
    } catch (IOException e) {
      // Either side has closed its connection.
    }
  }

  private static void send(Socket client, String status, String page) throws IOException {
    String response =
        "HTTP/1.1 %s\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n%s"
            .formatted(status, page);
    client.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
  }

  private void forward(Socket client, String head) throws IOException {
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String changed =
          head.replaceFirst(" " + prefix + "/", " /")
              .replaceFirst("(?i)\r\nConnection: [^\r]*", "")
              .replaceFirst("\r\n\r\n", "\r\n" + headers + "Connection: close\r\n\r\n");
      upstream.getOutputStream().write(changed.getBytes(StandardCharsets.ISO_8859_1));
      threads.execute(() -> pump(client, upstream));
      upstream.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static void pump(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side has closed its connection.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
