// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import java.io.Closeable;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An accepted connection: what it may take, and how it ends. Any thread. */
public final class Caller {

  private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

  /** The maximum number of bytes received: a request with a handshake is much smaller. */
  private static final int MAX_RECEIVED = 64 * 1024;

  private final InetAddress source;
  private final PortCounters counters;
  private final ConnectionTable<Caller> connections;
  private final ConnectionLimits limits;
  private final Scheduler scheduler;
  private Closeable connection;
  private Scheduler.@Nullable Task deadline;
  private int received;
  private boolean ended;
  private boolean closed;

  /**
   * @param connections the open connections of all ports
   * @param scheduler closes it at its deadline
   */
  public Caller(
      SocketChannel channel,
      PortCounters counters,
      ConnectionTable<Caller> connections,
      ConnectionLimits limits,
      Scheduler scheduler) {
    this.source = channel.socket().getInetAddress();
    this.connection = channel;
    this.counters = counters;
    this.connections = connections;
    this.limits = limits;
    this.scheduler = scheduler;
  }

  /** Gives it a place; the connection that has been idle the longest may have to free one. */
  public void onAccepted() {
    counters.connection();
    Caller evicted = connections.toEvictFor(source);
    if (evicted != null) {
      evicted.close(RejectReason.CROWDED);
    }
    connections.add(this, source);
    closeAfter(limits.requestTimeout());
  }

  /** From now on, this is what closes it. */
  public synchronized void onOpened(Closeable endPoint) {
    connection = endPoint;
  }

  /** Counts received bytes; closes it if they are too many. */
  public void onReceived(int size) {
    connections.touch(this, source);
    boolean tooMany;
    synchronized (this) {
      received += size;
      tooMany = received > MAX_RECEIVED;
    }
    if (tooMany) {
      close(RejectReason.OVERSIZE);
    }
  }

  /** Counts the reply; the connection lingers. */
  public void answer() {
    if (end()) {
      counters.answer();
      closeAfter(limits.lingerTimeout());
    }
  }

  /** Counts why there is no reply, unless it ended before; the connection lingers. */
  public void refuse(RejectReason reason) {
    if (end()) {
      LOG.debug("{} gets no answer: {}", source, reason.word());
      counters.refusal(reason);
      closeAfter(limits.lingerTimeout());
    }
  }

  /** Returns whether it had not ended before. */
  private synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  private synchronized void closeAfter(Duration timeout) {
    if (!closed && (deadline == null || deadline.cancel())) {
      deadline =
          scheduler.schedule(
              () -> close(RejectReason.TIMEOUT), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Closes it now; the reason counts unless it ended before. */
  public void close(RejectReason reason) {
    refuse(reason);
    Closeable current;
    synchronized (this) {
      closed = true;
      if (deadline != null) {
        deadline.cancel();
      }
      current = connection;
    }
    connections.remove(this, source);
    IO.close(current);
  }
}
