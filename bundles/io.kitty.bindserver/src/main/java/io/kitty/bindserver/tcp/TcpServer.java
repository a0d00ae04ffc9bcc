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
 * Answers on any number of TCP ports, with one thread for all callers: who is silent costs a
 * descriptor and nothing else, and who speaks TLS keeps nobody waiting who does not. When there is
 * no room for another caller, the one that has been silent for longest has to go.
 */
public final class TcpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);

  /** A record of TLS and what is around it (RFC 8446 section 5.2, RFC 5246 section 6.2.3). */
  private static final int RECORD = 18 * 1024;

  private static final int BACKLOG = 1024;

  /** How many callers are let in before those that are in are heard again. */
  private static final int AT_ONCE = 16;

  /** How often it looks whose time is up, while there is anybody. */
  private static final long TICK_MILLIS = 100;

  private static final long PATIENCE_MILLIS = 2000;

  private final RequestHandler answerer;
  private final Supplier<SSLEngine> tls;
  private final TlsTaskExecutor workshop;
  private final ConnectionLimits limits;
  private final Selector selector;
  private final ConnectionTable<Connection> crowd;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer record = ByteBuffer.allocate(RECORD);
  private final Thread thread;
  private volatile boolean closed;
  private boolean full;
  private long checked;

  /**
   * @param name the name of its thread
   * @param tls the server's side of a new connection by TLS
   * @param workers does what takes milliseconds with the key of TLS
   * @throws IOException if the machine has no descriptor for it
   */
  public TcpServer(
      String name,
      RequestHandler answerer,
      Supplier<SSLEngine> tls,
      Executor workers,
      ConnectionLimits limits)
      throws IOException {
    this.answerer = answerer;
    this.tls = tls;
    this.limits = limits;
    this.crowd = new ConnectionTable<>(limits.connections(), limits.perSource());
    this.selector = Selector.open();
    this.workshop = new TlsTaskExecutor(workers, selector::wakeup);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins to answer; ports can be opened at any time from now on. */
  public TcpServer start() {
    thread.start();
    return this;
  }

  /**
   * Opens a port. It is open until the reception closes.
   *
   * @param address where; port 0 for a free one
   * @return the port's number
   * @throws IOException if it cannot be had; the message says why
   */
  public int listen(InetSocketAddress address, PortCounters counters) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.configureBlocking(false);
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true); // connections of before linger
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
        selector.select(crowd.isEmpty() && !full ? 0 : TICK_MILLIS);
        List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        // Those that are in are heard before others are let in, who might take their place.
        ready.forEach(this::serve);
        ready.forEach(this::accept);
        dismiss();
        work();
      }
    } catch (IOException e) {
      LOG.error("{} answers no more", thread.getName(), e);
    } finally {
      free();
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Connection connection && key.isValid()) {
      crowd.heard(connection, connection.source());
      attempt(connection, () -> connection.ready(incoming));
    }
  }

  /** Whatever goes wrong with one connection is the end of that one only. */
  private void attempt(Connection connection, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("A connection failed", e);
      connection.close();
    }
    forgetIfClosed(connection);
    if (connection.isBusy()) {
      workshop.add(connection);
    }
  }

  /** Goes on where what took long is done, and has more of it done. */
  private void work() {
    for (Connection next = workshop.done(); next != null; next = workshop.done()) {
      attempt(next, next::goOn);
    }
    workshop.begin();
  }

  private void accept(SelectionKey key) {
    if (key.attachment() instanceof PortCounters counters && key.isValid()) {
      try {
        SocketChannel channel = null;
        for (int i = 0; i < AT_ONCE && (i == 0 || channel != null); i++) {
          channel = ((ServerSocketChannel) key.channel()).accept();
          if (channel != null) {
            letIn(channel, counters);
          }
        }
      } catch (IOException e) {
        LOG.debug("There is no descriptor for another caller: {}", e.getMessage());
        noDescriptor(key);
      }
    }
  }

  /** Makes room for the one who waits; where that cannot be, it tries again after a while. */
  private void noDescriptor(SelectionKey key) {
    Connection silent = crowd.longestSilent();
    if (silent == null) {
      full = true;
      key.interestOps(0);
    } else {
      hangUp(silent);
    }
  }

  private void letIn(SocketChannel channel, PortCounters counters) throws IOException {
    counters.connection();
    try {
      InetAddress source = channel.socket().getInetAddress();
      hangUp(crowd.inTheWayOf(source));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection =
          new Connection(channel, key, source, counters, answerer, this::tls, limits);
      key.attach(connection);
      crowd.add(connection, source);
    } catch (IOException | RuntimeException e) {
      LOG.debug("A caller was gone at once", e);
      counters.refusal(RejectReason.HUNG_UP);
      channel.close();
    }
  }

  private Transport tls() {
    return new TlsTransport(tls.get(), record);
  }

  private void hangUp(@Nullable Connection connection) {
    if (connection != null) {
      connection.hangUp(RejectReason.CROWDED);
      forgetIfClosed(connection);
    }
  }

  /** Hangs up on those whose time is up, and lets others in again if it did not for a while. */
  private void dismiss() {
    long now = System.nanoTime();
    if (now - checked < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      return;
    }
    checked = now;
    for (Connection connection : crowd.all()) {
      connection.check(now);
      forgetIfClosed(connection);
    }
    if (full) {
      full = false;
      selector.keys().stream()
          .filter(key -> key.isValid() && key.attachment() instanceof PortCounters)
          .forEach(key -> key.interestOps(SelectionKey.OP_ACCEPT));
    }
  }

  private void forgetIfClosed(Connection connection) {
    if (!connection.open()) {
      crowd.remove(connection, connection.source());
    }
  }

  private void free() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.debug("Closing what {} had", thread.getName(), e);
    }
  }

  /** Hangs up on everybody and frees the ports. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
