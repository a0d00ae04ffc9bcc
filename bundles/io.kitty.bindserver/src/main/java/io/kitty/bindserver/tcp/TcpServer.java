// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.Caller;
import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.limit.PortCounters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A TCP server for any number of ports, on Jetty's selector: one thread serves all plain
 * connections, a few others those with TLS, so that idle connections cost one descriptor, and TLS
 * handshakes never block plain clients. When the limit is reached, the connection that has been
 * idle the longest is closed.
 */
public final class TcpServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int TLS_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final RequestHandler handler;
  private final Supplier<SSLEngine> tls;
  private final ThreadPoolExecutor threads;
  private final Scheduler scheduler;
  private final CallerSelector selector;

  /**
   * @param name the name of its threads
   * @param tls creates the server side of a new TLS connection
   */
  public TcpServer(
      String name, RequestHandler handler, Supplier<SSLEngine> tls, ConnectionLimits limits) {
    this.handler = handler;
    this.tls = tls;
    this.threads =
        new ThreadPoolExecutor(
            1 + TLS_THREADS,
            1 + TLS_THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    this.scheduler = new ScheduledExecutorScheduler(name, true, 1);
    this.selector = new CallerSelector(threads, scheduler, limits, this::open);
  }

  private Connection open(EndPoint endPoint, Caller caller) {
    return new FirstByteConnection(
        endPoint,
        caller,
        () -> new DetectConnection(endPoint, Runnable::run, caller, handler),
        () -> secure(endPoint, caller));
  }

  private Connection secure(EndPoint endPoint, Caller caller) {
    TlsConnection connection = new TlsConnection(endPoint, caller, threads, tls.get());
    EndPoint decrypted = connection.getSslEndPoint();
    decrypted.setConnection(new DetectConnection(decrypted, threads, caller, handler));
    return connection;
  }

  /** Starts the server; ports can be opened at any time from now on. */
  public TcpServer start() {
    threads.prestartAllCoreThreads();
    LifeCycle.start(scheduler);
    LifeCycle.start(selector);
    return this;
  }

  /**
   * Opens a port. It stays open until the server closes.
   *
   * @param address where to listen; port 0 for a free one
   * @return the port number
   * @throws IOException if it cannot be opened; the message says why
   */
  public synchronized int listen(InetSocketAddress address, PortCounters counters)
      throws IOException {
    if (!selector.isRunning()) {
      throw new IOException("it has stopped");
    }
    ServerSocketChannel port = ServerSocketChannel.open();
    try {
      port.configureBlocking(false);
      port.setOption(
          StandardSocketOptions.SO_REUSEADDR, true); // old connections may be in TIME_WAIT
      port.bind(address, BACKLOG);
      selector.listen(port, counters);
      return port.socket().getLocalPort();
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  /** Closes all connections and ports. */
  @Override
  public synchronized void close() {
    LifeCycle.stop(selector);
    LifeCycle.stop(scheduler);
    threads.shutdownNow();
  }
}
