// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.Caller;
import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.limit.ConnectionTable;
import io.kitty.bindserver.limit.PortCounters;
import io.kitty.bindserver.limit.RejectReason;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections within the limits, all in one thread. */
final class CallerSelector extends SelectorManager {

  private static final Logger LOG = LoggerFactory.getLogger(CallerSelector.class);

  /** How many connections are accepted before open ones are served again. */
  private static final int MAX_ACCEPTS = 16;

  private static final long PAUSE_MILLIS = 100;

  private final ConnectionLimits limits;
  private final ConnectionTable<Caller> connections;
  private final ConnectionOpener opener;
  private final Map<Integer, PortCounters> ports = new ConcurrentHashMap<>();
  private int accepts;

  /** Makes the first connection of an end point. */
  interface ConnectionOpener {
    Connection open(EndPoint endPoint, Caller caller);
  }

  CallerSelector(
      Executor threads, Scheduler scheduler, ConnectionLimits limits, ConnectionOpener opener) {
    super(threads, scheduler, 1);
    this.limits = limits;
    this.connections = new ConnectionTable<>(limits.connections(), limits.perSource());
    this.opener = opener;
  }

  void listen(ServerSocketChannel port, PortCounters counters) {
    ports.put(port.socket().getLocalPort(), counters);
    acceptor(port);
  }

  /** The selector's loop gets a thread; other tasks just open or close a connection. */
  @Override
  protected void execute(Runnable task) {
    if (isStarting()) {
      super.execute(task);
    } else {
      task.run();
    }
  }

  @Override
  protected @Nullable SelectableChannel doAccept(SelectableChannel port) {
    accepts = (accepts + 1) % (MAX_ACCEPTS + 1);
    try {
      return accepts == 0 ? null : super.doAccept(port);
    } catch (IOException e) {
      LOG.debug("There is no descriptor for another connection: {}", e.getMessage());
      freeDescriptor();
      return null;
    }
  }

  /** Closes an idle connection; if there is none, nothing has to be served in the meantime. */
  private void freeDescriptor() {
    Caller idle = connections.longestIdle();
    if (idle != null) {
      idle.close(RejectReason.CROWDED);
    } else {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  protected void accepted(SelectableChannel accepted) {
    SocketChannel channel = (SocketChannel) accepted;
    PortCounters counters =
        Objects.requireNonNull(ports.get(channel.socket().getLocalPort()), "accepted on a port");
    Caller caller = new Caller(channel, counters, connections, limits, getScheduler());
    caller.onAccepted();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      accept(channel, caller);
    } catch (IOException e) {
      caller.close(RejectReason.HUNG_UP);
    }
  }

  @Override
  protected void onAcceptFailed(SelectableChannel channel, Throwable failure, Object caller) {
    ((Caller) caller).close(RejectReason.HUNG_UP);
  }

  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    Caller caller = (Caller) key.attachment();
    EndPoint endPoint =
        new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler()) {
          @Override
          public int fill(ByteBuffer buffer) throws IOException {
            int size = super.fill(buffer);
            caller.onReceived(Math.max(0, size));
            return size;
          }

          @Override
          public void onClose(@Nullable Throwable cause) {
            caller.close(RejectReason.HUNG_UP);
            super.onClose(cause);
          }
        };
    caller.onOpened(endPoint);
    return endPoint;
  }

  @Override
  public Connection newConnection(
      SelectableChannel channel, EndPoint endPoint, @Nullable Object caller) {
    return opener.open(endPoint, (Caller) Objects.requireNonNull(caller));
  }
}
