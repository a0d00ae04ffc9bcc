// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP server for any number of ports, with one thread for all connections: idle connections cost
 * one descriptor, and TLS handshakes never block plain clients. When the limit is reached, the
 * connection that has been idle the longest is closed.
 */
public final class TcpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);

  /**
   * The maximum size of a TLS record with its framing (RFC 8446 section 5.2, RFC 5246 section
   * 6.2.3).
   */
  private static final int RECORD = 18 * 1024;

  private static final int BACKLOG = 1024;

  /** How many connections are accepted before open ones are served again. */
  private static final int MAX_ACCEPTS = 16;

  /** How often deadlines are checked, while there are connections. */
  private static final long TICK_MILLIS = 100;

  private static final long JOIN_MILLIS = 2000;

  private final RequestHandler handler;
  private final Supplier<SSLEngine> tls;
  private final TlsTaskExecutor tlsTasks;
  private final ConnectionLimits limits;
  private final Selector selector;
  private final ConnectionTable<Connection> connections;
  private final ByteBuffer input = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer record = ByteBuffer.allocate(RECORD);
  private final Thread thread;
  private volatile boolean closed;
  private boolean acceptPaused;
  private long lastCheck;

  /**
   * @param name the name of its thread
   * @param tls creates the server side of a new TLS connection
   * @param workers runs the TLS tasks that take milliseconds with the private key
   * @throws IOException if there is no descriptor left for it
   */
  public TcpServer(
      String name,
      RequestHandler handler,
      Supplier<SSLEngine> tls,
      Executor workers,
      ConnectionLimits limits)
      throws IOException {
    this.handler = handler;
    this.tls = tls;
    this.limits = limits;
    this.connections = new ConnectionTable<>(limits.connections(), limits.perSource());
    this.selector = Selector.open();
    this.tlsTasks = new TlsTaskExecutor(workers, selector::wakeup);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts the server; ports can be opened at any time from now on. */
  public TcpServer start() {
    thread.start();
    return this;
  }

  /**
   * Opens a port. It stays open until the server closes.
   *
   * @param address where to listen; port 0 for a free one
   * @return the port number
   * @throws IOException if it cannot be opened; the message says why
   */
  public int listen(InetSocketAddress address, PortCounters counters) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.configureBlocking(false);
      server.setOption(
          StandardSocketOptions.SO_REUSEADDR, true); // old connections may be in TIME_WAIT
      server.bind(address, BACKLOG);
      server.register(selector, SelectionKey.OP_ACCEPT, counters);
      selector.wakeup();
      return server.socket().getLocalPort();
    } catch (ClosedSelectorException e) {
      server.close();
      throw new IOException("it has stopped", e);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(connections.isEmpty() && !acceptPaused ? 0 : TICK_MILLIS);
        List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        // Open connections are served before new ones are accepted, which might evict them.
        ready.forEach(this::serve);
        ready.forEach(this::accept);
        checkDeadlines();
        runTlsTasks();
      }
    } catch (IOException e) {
      LOG.error("{} has stopped after an error", thread.getName(), e);
    } finally {
      closeChannels();
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Connection connection && key.isValid()) {
      connections.touch(connection, connection.source());
      guard(connection, () -> connection.ready(input));
    }
  }

  /** A failure closes only the connection it concerns. */
  private void guard(Connection connection, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("A connection failed", e);
      connection.close();
    }
    removeIfClosed(connection);
    if (connection.isBusy()) {
      tlsTasks.add(connection);
    }
  }

  /** Continues connections whose tasks are done, and starts further tasks. */
  private void runTlsTasks() {
    for (Connection next = tlsTasks.done(); next != null; next = tlsTasks.done()) {
      guard(next, next::resume);
    }
    tlsTasks.startTasks();
  }

  private void accept(SelectionKey key) {
    if (key.attachment() instanceof PortCounters counters && key.isValid()) {
      try {
        SocketChannel channel = null;
        for (int i = 0; i < MAX_ACCEPTS && (i == 0 || channel != null); i++) {
          channel = ((ServerSocketChannel) key.channel()).accept();
          if (channel != null) {
            register(channel, counters);
          }
        }
      } catch (IOException e) {
        LOG.debug("There is no descriptor for another connection: {}", e.getMessage());
        freeDescriptor(key);
      }
    }
  }

  /**
   * Closes an idle connection to free a descriptor; if there is none, stops accepting for a while.
   */
  private void freeDescriptor(SelectionKey key) {
    Connection idle = connections.longestIdle();
    if (idle == null) {
      acceptPaused = true;
      key.interestOps(0);
    } else {
      evict(idle);
    }
  }

  private void register(SocketChannel channel, PortCounters counters) throws IOException {
    counters.connection();
    try {
      InetAddress source = channel.socket().getInetAddress();
      evict(connections.toEvictFor(source));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection =
          new Connection(channel, key, source, counters, handler, this::tls, limits);
      key.attach(connection);
      connections.add(connection, source);
    } catch (IOException | RuntimeException e) {
      LOG.debug("A connection was closed before it was accepted", e);
      counters.refusal(RejectReason.HUNG_UP);
      channel.close();
    }
  }

  private Transport tls() {
    return new TlsTransport(tls.get(), record);
  }

  private void evict(@Nullable Connection connection) {
    if (connection != null) {
      connection.close(RejectReason.CROWDED);
      removeIfClosed(connection);
    }
  }

  /** Closes connections past their deadline, and resumes accepting. */
  private void checkDeadlines() {
    long now = System.nanoTime();
    if (now - lastCheck < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      return;
    }
    lastCheck = now;
    for (Connection connection : connections.all()) {
      connection.check(now);
      removeIfClosed(connection);
    }
    if (acceptPaused) {
      acceptPaused = false;
      selector.keys().stream()
          .filter(key -> key.isValid() && key.attachment() instanceof PortCounters)
          .forEach(key -> key.interestOps(SelectionKey.OP_ACCEPT));
    }
  }

  private void removeIfClosed(Connection connection) {
    if (!connection.open()) {
      connections.remove(connection, connection.source());
    }
  }

  private void closeChannels() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.debug("Closing the channels of {}", thread.getName(), e);
    }
  }

  /** Closes all connections and ports. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
