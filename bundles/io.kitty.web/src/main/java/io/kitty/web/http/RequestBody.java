// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the body of a request. No thread waits for one that arrives slowly. */
public final class RequestBody {

  /** The maximum size in bytes. */
  private static final int MAX = 8 * 1024;

  private static final String ATTRIBUTE = RequestBody.class.getName();
  private static final byte[] NONE = {};

  private final HttpExchange exchange;
  private final Runnable then;
  private final Consumer<Problem> refuse;
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();

  private RequestBody(HttpExchange exchange, Runnable then, Consumer<Problem> refuse) {
    this.exchange = exchange;
    this.then = then;
    this.refuse = refuse;
  }

  /**
   * Checks the length that a request states.
   *
   * @throws Problem if it is too large
   */
  public static void checkLength(HttpExchange exchange) {
    if (exchange.request().getLength() > MAX) {
      throw tooLarge(exchange);
    }
  }

  /**
   * Reads the body of a request.
   *
   * @param then called when all of it has arrived: at once, or later by another thread
   * @param refuse called instead if it is too large, or does not arrive
   */
  public static void read(HttpExchange exchange, Runnable then, Consumer<Problem> refuse) {
    new RequestBody(exchange, then, refuse).read();
  }

  /** Returns the body that was read. */
  static byte[] of(HttpExchange exchange) {
    return exchange.request().getAttribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
  }

  private void read() {
    Request request = exchange.request();
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::read);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        refuse.accept(new Problem(HttpStatus.BAD_REQUEST_400, "the body did not arrive"));
        return;
      }
      last = chunk.isLast();
      add(chunk);
      if (arrived.size() > MAX) {
        refuse.accept(tooLarge(exchange));
        return;
      }
    }
    request.setAttribute(ATTRIBUTE, arrived.toByteArray());
    then.run();
  }

  private void add(Content.Chunk chunk) {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes, 0, bytes.length);
    chunk.release();
    arrived.writeBytes(bytes);
  }

  private static Problem tooLarge(HttpExchange exchange) {
    exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    return new Problem(
        HttpStatus.PAYLOAD_TOO_LARGE_413, "a body may have at most " + MAX + " bytes");
  }
}
