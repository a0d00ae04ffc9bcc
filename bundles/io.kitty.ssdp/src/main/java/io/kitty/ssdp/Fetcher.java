// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gets a description: one request over one connection to the very address that was checked, without
 * redirects, proxies, cookies or lookups. One deadline spans connecting, headers and body, however
 * slowly they drip.
 *
 * <p>A plain socket is used, as the JDK's clients cannot promise that: HttpURLConnection knows a
 * timeout for a single read only and heeds settings of the whole process, HttpClient keeps a thread
 * of its own until it is garbage, and sets up TLS for plain http. The request is HTTP/1.0, to which
 * a server must not answer in chunks (RFC 9112, §6.1), and the end of the connection ends the
 * answer.
 */
final class Fetcher implements AutoCloseable {

  /** How large a description may be, in bytes. */
  static final int MAX_BODY = 256 * 1024;

  private static final int MAX_HEAD = 16 * 1024;
  private static final Pattern OK = Pattern.compile("HTTP/1\\.\\d 200(?: .*)?");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length[ \\t]*:[ \\t]*(\\d{1,18})[ \\t]*$");
  private static final Pattern ENCODED =
      Pattern.compile("(?im)^(?:content|transfer)-encoding[ \\t]*:(?![ \\t]*identity[ \\t]*$)");

  private final Duration patience;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param patience how long one description may take in all
   */
  Fetcher(Duration patience) {
    this.patience = patience;
  }

  /**
   * The body of the answer.
   *
   * @throws IOException if there is none in time, or it is anything but a plain answer of status
   *     200 that is not too large
   */
  byte[] fetch(Location location) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
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

  private static byte[] request(Location location) {
    return ("GET "
            + location.path()
            + " HTTP/1.0\r\nHost: "
            + location.authority()
            + "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] answer(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    int bodyAt = -1;
    int end = Integer.MAX_VALUE;
    while (received.size() < end) {
      socket.setSoTimeout(millisUntil(deadline));
      int n = in.read(buffer);
      if (n < 0) {
        break;
      }
      received.write(buffer, 0, n);
      if (bodyAt < 0) {
        bodyAt = endOfHead(received.toByteArray());
        if (bodyAt > MAX_HEAD || (bodyAt < 0 && received.size() > MAX_HEAD)) {
          throw new IOException("the headers are too large");
        }
        end = bodyAt < 0 ? end : end(head(received.toByteArray(), bodyAt), bodyAt);
      }
      if (bodyAt >= 0 && received.size() - bodyAt > MAX_BODY) {
        throw new IOException("the document is too large");
      }
    }
    if (bodyAt < 0) {
      throw new IOException("no answer");
    }
    byte[] all = received.toByteArray();
    return Arrays.copyOfRange(all, bodyAt, Math.min(end, all.length));
  }

  /** Where the body begins; -1 where the headers go on. */
  private static int endOfHead(byte[] bytes) {
    int line = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (line == 0) {
          return i + 1;
        }
        line = 0;
      } else if (bytes[i] != '\r') {
        line++;
      }
    }
    return -1;
  }

  private static String head(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).replace("\r", "");
  }

  /** Where the body ends, as far as the headers say. */
  private static int end(String head, int bodyAt) throws IOException {
    String status = head.substring(0, head.indexOf('\n'));
    if (!OK.matcher(status).matches()) {
      throw new IOException("the answer is " + status);
    }
    if (ENCODED.matcher(head).find()) {
      throw new IOException("the answer is encoded");
    }
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      return Integer.MAX_VALUE;
    }
    if (Long.parseLong(length.group(1)) > MAX_BODY) {
      throw new IOException("the document is too large");
    }
    return bodyAt + Integer.parseInt(length.group(1));
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
