// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One request over one connection, without proxies, cookies or name lookups. One deadline covers
 * all of it, however slow each part is; what has been received by then counts.
 *
 * <p>At the deadline the timer closes the connection, which ends whatever waits for it: connecting,
 * the handshake of TLS, writing, reading. The connection is managed here, as neither client of the
 * JDK can be aborted reliably: HttpURLConnection waits for the header of a chunk under a lock that
 * its disconnect needs too; HttpClient has no deadline for the body, leaves connections open after
 * malformed responses, and cannot be closed before Java 21.
 */
final class HttpExchange {

  private static final int BUFFER = 4096;

  private final DeviceRequest request;
  private final ScheduledExecutorService timer;
  private final CompletableFuture<DeviceResponse> result = new CompletableFuture<>();
  private final Socket socket = new Socket(Proxy.NO_PROXY);

  HttpExchange(DeviceRequest request, ScheduledExecutorService timer) {
    this.request = request;
    this.timer = timer;
  }

  DeviceRequest request() {
    return request;
  }

  CompletableFuture<DeviceResponse> result() {
    return result;
  }

  /** Fails with a reason unless it has ended, and aborts what is in progress. Any thread. */
  void fail(Reason reason, String message) {
    result.completeExceptionally(new DeviceHttpException(reason, message));
    close();
  }

  /** Sends the request, and waits for the response. */
  void run() {
    long start = System.nanoTime();
    try {
      Future<?> abort =
          timer.schedule(this::close, request.timeout().toNanos(), TimeUnit.NANOSECONDS);
      ResponseReader reader = new ResponseReader(request.maxBody());
      try (socket) {
        read(reader);
      } catch (IOException e) {
        if (!reader.end()) {
          throw e;
        }
      } finally {
        abort.cancel(false);
      }
      result.complete(reader.response(since(start)));
    } catch (DeviceHttpException e) {
      result.completeExceptionally(e);
    } catch (IOException e) {
      boolean late = since(start).compareTo(request.timeout()) >= 0;
      fail(
          late ? Reason.TIMEOUT : Reason.UNREACHABLE,
          late ? "it takes too long" : String.valueOf(e.getMessage()));
    } catch (RejectedExecutionException e) {
      fail(Reason.CLOSED, "the hub is stopping");
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void read(ResponseReader reader) throws IOException {
    socket.connect(new InetSocketAddress(request.address(), request.port()));
    Socket connection =
        request.secure() ? PermissiveTls.over(socket, request.address(), request.port()) : socket;
    connection.getOutputStream().write(bytes());
    connection.getOutputStream().flush();
    InputStream in = connection.getInputStream();
    byte[] buffer = new byte[BUFFER];
    while (!reader.ended()) {
      reader.read(buffer, in.read(buffer));
    }
  }

  private byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    if (!request.headers().containsKey("Host")) {
      head.append("Host: ").append(authority()).append("\r\n");
    }
    request.headers().forEach((name, value) -> line(head, name, value));
    byte[] body = request.sent();
    if (request.method().equals("POST")) {
      line(head, "Content-Length", String.valueOf(body.length));
    }
    head.append("Connection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Returns the value of the Host header, without an IPv6 zone, which is local to this host. */
  private String authority() {
    String text = request.address().getHostAddress().replaceFirst("%.*", "");
    String host = text.contains(":") ? "[" + text + "]" : text;
    return request.port() == (request.secure() ? 443 : 80) ? host : host + ":" + request.port();
  }

  /** Closes the plain connection, since that of TLS may block until it has said goodbye. */
  private void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that cannot be closed needs no further handling.
    }
  }
}
