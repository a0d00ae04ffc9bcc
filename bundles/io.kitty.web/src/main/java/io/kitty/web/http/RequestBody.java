// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request. No thread waits for one that arrives slowly, and only the body of
 * an action that reads it takes memory.
 */
public final class RequestBody {

  /** The maximum size in bytes. */
  private static final int MAX = 8 * 1024;

  private static final String ATTRIBUTE = RequestBody.class.getName();
  private static final byte[] NONE = {};

  private final HttpExchange exchange;
  private final Runnable then;
  private final Consumer<Problem> refuse;
  private int arrived;

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

  /** Has the body of a request kept while it arrives; otherwise it is discarded. */
  public static void keep(HttpExchange exchange) {
    exchange.request().setAttribute(ATTRIBUTE, new ByteArrayOutputStream());
  }

  /**
   * Receives the body of a request.
   *
   * @param then called when all of it has arrived: at once, or later by another thread
   * @param refuse called instead if it is too large, or does not arrive
   */
  public static void receive(HttpExchange exchange, Runnable then, Consumer<Problem> refuse) {
    new RequestBody(exchange, then, refuse).receive();
  }

  /** Returns the body that was kept. */
  static byte[] of(HttpExchange exchange) {
    ByteArrayOutputStream kept = kept(exchange.request());
    return kept == null ? NONE : kept.toByteArray();
  }

  private static @Nullable ByteArrayOutputStream kept(Request request) {
    return (ByteArrayOutputStream) request.getAttribute(ATTRIBUTE);
  }

  private void receive() {
    Request request = exchange.request();
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::receive);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        refuse.accept(new Problem(HttpStatus.BAD_REQUEST_400, "the body did not arrive"));
        return;
      }
      last = chunk.isLast();
      add(chunk);
      if (arrived > MAX) {
        refuse.accept(tooLarge(exchange));
        return;
      }
    }
    then.run();
  }

  private void add(Content.Chunk chunk) {
    arrived += chunk.remaining();
    ByteArrayOutputStream kept = kept(exchange.request());
    if (kept != null) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes, 0, bytes.length);
      kept.writeBytes(bytes);
    }
    chunk.release();
  }

  private static Problem tooLarge(HttpExchange exchange) {
    exchange.response().getHeaders().put(HttpHeader.CONNECTION, "close");
    return new Problem(
        HttpStatus.PAYLOAD_TOO_LARGE_413, "a body may have at most " + MAX + " bytes");
  }
}
