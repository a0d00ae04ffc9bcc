// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The client of one provider. It has threads of its own, which end when idle: the hub's are few,
 * and a slow device would delay others.
 */
public final class HttpClient implements DeviceHttpClient, AutoCloseable {

  private static final long IDLE_SECONDS = 60;

  private final DestinationPolicy policy;
  private final ScheduledExecutorService timer;
  private final ThreadPoolExecutor threads;
  private final PerHostExecutor queue;
  private final Set<HttpExchange> unfinished = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param factory creates the threads; one that is idle is used again before another is created
   * @param timer ends requests at their deadlines
   */
  public HttpClient(
      ThreadFactory factory, DestinationPolicy policy, ScheduledExecutorService timer) {
    this.policy = policy;
    this.timer = timer;
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // the queue bounds them
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory,
            new ThreadPoolExecutor.DiscardPolicy());
    this.queue = new PerHostExecutor(threads);
  }

  @Override
  public CompletableFuture<DeviceResponse> send(DeviceRequest request) {
    HttpExchange exchange = new HttpExchange(request, timer);
    Optional<String> objection = policy.objection(request.address(), request.port());
    if (objection.isPresent()) {
      exchange.fail(Reason.FORBIDDEN, objection.get());
    } else if (!closed) {
      enqueue(exchange);
    }
    if (closed) {
      abort(exchange);
    }
    return exchange.result();
  }

  private void enqueue(HttpExchange exchange) {
    unfinished.add(exchange);
    if (!queue.submit(exchange.request().address(), () -> run(exchange))) {
      unfinished.remove(exchange);
      exchange.fail(Reason.BUSY, "too many requests are waiting");
    }
  }

  private void run(HttpExchange exchange) {
    try {
      exchange.run();
    } finally {
      exchange.fail(Reason.MALFORMED, "the answer cannot be read"); // unless it has ended
      unfinished.remove(exchange);
    }
  }

  private void abort(HttpExchange exchange) {
    unfinished.remove(exchange);
    exchange.fail(Reason.CLOSED, "stopped");
  }

  /** Aborts the requests in progress, and drops those that wait. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    unfinished.forEach(this::abort);
  }
}
