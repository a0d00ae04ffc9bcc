// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches a description: one request over one connection to the checked address, without proxies,
 * cookies or name lookups, and another one if the server redirects within itself. One deadline
 * covers connecting, headers, body and redirection, however slow they are; what has been received
 * by then counts.
 *
 * <p>Jetty's parser reads the response. The connection is managed here, as neither client of the
 * JDK can be aborted reliably: HttpURLConnection waits for the header of a chunk under a lock that
 * its disconnect needs too; HttpClient leaves connections open after malformed responses, and
 * cannot be closed before Java 21.
 */
public final class DescriptionFetcher implements AutoCloseable {

  private final Duration timeout;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param timeout the maximum total time of one description
   */
  public DescriptionFetcher(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Returns the document at a location, or at one redirection within the same server.
   *
   * @throws IOException if there is none in time, or the response is no document, or too large
   */
  public DescriptionXml fetch(DescriptionUrl location) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    HttpResponse response = request(location, deadline);
    if (response.redirection().isEmpty()) {
      return response.document(location);
    }
    DescriptionUrl redirected = location.redirected(response.redirection());
    HttpResponse second = request(redirected, deadline);
    if (!second.redirection().isEmpty()) {
      throw new IOException("it redirects twice");
    }
    return second.document(redirected);
  }

  private HttpResponse request(DescriptionUrl location, long deadline) throws IOException {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      sockets.add(socket);
      if (closed) {
        throw new IOException("stopped");
      }
      socket.connect(
          new InetSocketAddress(location.host(), location.port()), millisUntil(deadline));
      socket.getOutputStream().write(request(location));
      return response(socket, deadline);
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private static byte[] request(DescriptionUrl location) {
    return String.join(
            "\r\n",
            "GET " + location.path() + " HTTP/1.1",
            "Host: " + location.authority(),
            "Connection: close",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static HttpResponse response(Socket socket, long deadline) throws IOException {
    HttpResponse response = new HttpResponse();
    byte[] buffer = new byte[4096];
    try {
      while (!response.complete()) {
        socket.setSoTimeout(millisUntil(deadline));
        response.read(buffer, socket.getInputStream().read(buffer));
      }
    } catch (IOException e) {
      if (!response.end()) {
        throw e;
      }
    }
    return response;
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("it takes too long");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Aborts requests in progress. */
  @Override
  public void close() {
    closed = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // A socket that cannot be closed needs no further handling.
      }
    }
  }
}
