// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client of HTTP/1.1 with one connection that is kept (RFC 9112). It takes a few microseconds for
 * a request, where the client of the JDK takes about a millisecond.
 */
final class KeptConnection implements AutoCloseable {

  /** The longest silence in milliseconds before a request fails. */
  private static final int PATIENCE = 60_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * An answer.
   *
   * @param headers by their names in lower case
   * @param bytes the length of the body as it was transferred
   */
  record Answer(int status, Map<String, String> headers, int bytes) {}

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /**
   * Sends a request, and reads the whole answer.
   *
   * @param headers lines, each with its line end
   */
  Answer get(String path, String headers) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(":", 2);
      fields.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
    }
    return new Answer(status, fields, status == 304 ? 0 : body(fields));
  }

  private int body(Map<String, String> fields) throws IOException {
    if (!fields.containsKey("transfer-encoding")) {
      return skip(Integer.parseInt(fields.getOrDefault("content-length", "0")));
    }
    int bytes = 0;
    for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
      bytes += skip(chunk);
      line(); // the end of the chunk
    }
    line(); // there are no trailers
    return bytes;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private int skip(int bytes) throws IOException {
    in.skipNBytes(bytes);
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the connection was closed");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
