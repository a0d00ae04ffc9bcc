// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

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
 * Gets a description: one request over one connection to the very address that was checked, without
 * proxies, cookies or lookups, and another one if the server says that the document is elsewhere on
 * itself. One deadline spans connecting, headers, body and redirection, however slowly they drip;
 * what has come by then counts.
 *
 * <p>Jetty's parser reads the answer. The connection is held here, as neither client of the JDK can
 * be cut off for certain: HttpURLConnection waits for the header of a chunk under a lock that its
 * disconnect needs too; HttpClient leaves connections open after malformed answers, and cannot be
 * closed before Java 21.
 */
final class DescriptionFetcher implements AutoCloseable {

  private final Duration patience;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param patience how long one description may take in all
   */
  DescriptionFetcher(Duration patience) {
    this.patience = patience;
  }

  /**
   * The document at a location, or where that redirects to within the same server, once.
   *
   * @throws IOException if there is none in time, or the answer is no document, or one that is too
   *     large
   */
  DescriptionXml fetch(DescriptionUrl location) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    HttpResponse answer = request(location, deadline);
    if (answer.elsewhere().isEmpty()) {
      return answer.document(location);
    }
    DescriptionUrl moved = location.moved(answer.elsewhere());
    HttpResponse second = request(moved, deadline);
    if (!second.elsewhere().isEmpty()) {
      throw new IOException("it redirects twice");
    }
    return second.document(moved);
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
      return answer(socket, deadline);
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

  private static HttpResponse answer(Socket socket, long deadline) throws IOException {
    HttpResponse answer = new HttpResponse();
    byte[] buffer = new byte[4096];
    try {
      while (!answer.complete()) {
        socket.setSoTimeout(millisUntil(deadline));
        answer.read(buffer, socket.getInputStream().read(buffer));
      }
    } catch (IOException e) {
      if (!answer.end()) {
        throw e;
      }
    }
    return answer;
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("it takes too long");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    closed = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // A socket that cannot even be closed is of no more use to anybody.
      }
    }
  }
}
