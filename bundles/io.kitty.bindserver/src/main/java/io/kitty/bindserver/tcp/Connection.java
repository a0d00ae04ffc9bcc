// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.commons.DetectFrame;
import io.kitty.commons.DetectFrame.InvalidFrameException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: it sends a request, gets a reply or none, and is closed. Before that it lingers
 * for a moment, as closing a connection with unread input resets it, and discards a reply that is
 * still in transit. For one thread, unless noted otherwise.
 */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** The maximum number of bytes received: a request with a handshake is much smaller. */
  private static final int MAX_RECEIVED = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetAddress source;
  private final PortCounters counters;
  private final RequestHandler handler;
  private final Supplier<Transport> tls;
  private final ConnectionLimits limits;
  private final WriteBuffer writeBuffer = new WriteBuffer();
  private @Nullable Transport transport;
  private @Nullable ByteBuffer request;
  private final long acceptedAt = System.nanoTime();
  private long deadline;
  private int received;
  private boolean closing;

  Connection(
      SocketChannel channel,
      SelectionKey key,
      InetAddress source,
      PortCounters counters,
      RequestHandler handler,
      Supplier<Transport> tls,
      ConnectionLimits limits) {
    this.channel = channel;
    this.key = key;
    this.source = source;
    this.counters = counters;
    this.handler = handler;
    this.tls = tls;
    this.limits = limits;
    this.deadline = acceptedAt + limits.requestTimeout().toNanos();
  }

  InetAddress source() {
    return source;
  }

  boolean open() {
    return channel.isOpen();
  }

  /** Returns when it was accepted, on the clock of {@link System#nanoTime}. */
  long acceptedAt() {
    return acceptedAt;
  }

  /** Returns whether it has a slow task to run. */
  boolean isBusy() {
    return transport != null && transport.isBusy() && !closing && channel.isOpen();
  }

  /** Runs the slow task, in another thread. */
  void work() {
    Transport current = transport;
    if (current != null) {
      current.work();
    }
  }

  /** Continues after that task. */
  void resume() {
    try {
      if (!closing && channel.isOpen()) {
        handle(ByteBuffer.allocate(0));
      }
    } catch (RejectedException e) {
      reject(e.reason());
    }
    try {
      flush();
    } catch (IOException e) {
      close(RejectReason.HUNG_UP);
    }
  }

  /** Handles a readable or writable channel. */
  void ready(ByteBuffer scratch) {
    try {
      if (key.isReadable()) {
        read(scratch);
      }
      flush();
    } catch (IOException e) {
      close(RejectReason.HUNG_UP);
    }
  }

  private void read(ByteBuffer scratch) throws IOException {
    int size = channel.read(scratch.clear());
    if (size < 0) {
      close(RejectReason.HUNG_UP);
      return;
    }
    received += size;
    if (closing) {
      if (received > MAX_RECEIVED) {
        close();
      }
    } else if (size > 0) {
      try {
        handle(scratch.flip());
      } catch (RejectedException e) {
        reject(e.reason());
      }
    }
  }

  private void handle(ByteBuffer input) throws RejectedException {
    if (received > MAX_RECEIVED) {
      throw new RejectedException(RejectReason.OVERSIZE);
    }
    if (transport == null || request == null) {
      transport = transport(input.get(0));
      request = ByteBuffer.allocate(DetectFrame.MAX_SIZE);
    }
    transport.take(input, request, writeBuffer);
    byte[] text = decode(request);
    if (text != null) {
      transport.send(DetectFrame.encode(handler.reply(text)), writeBuffer);
      counters.answer();
      endOutput();
    }
  }

  private static byte @Nullable [] decode(ByteBuffer received) throws RejectedException {
    try {
      return DetectFrame.decode(received);
    } catch (InvalidFrameException e) {
      throw new RejectedException(
          switch (e.fault()) {
            case MAGIC -> RejectReason.MAGIC;
            case LENGTH -> RejectReason.LENGTH;
            case TRAILER -> RejectReason.TRAILER;
          });
    }
  }

  /** The first byte distinguishes plain from TLS, on either port. */
  private Transport transport(byte first) throws RejectedException {
    return switch (first) {
      case DetectFrame.FIRST -> Transport.PLAIN;
      case TlsTransport.FIRST -> tls.get();
      default -> throw new RejectedException(RejectReason.MAGIC);
    };
  }

  private void reject(RejectReason reason) {
    LOG.debug("{} gets no answer: {}", source, reason.word());
    counters.refusal(reason);
    endOutput();
  }

  /** Sends no more from now on. */
  private void endOutput() {
    closing = true;
    deadline = Math.min(deadline, System.nanoTime() + limits.lingerTimeout().toNanos());
    if (transport != null) {
      transport.end(writeBuffer);
    }
  }

  private void flush() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    boolean all = writeBuffer.flush(channel);
    key.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    if (all && closing) {
      channel.shutdownOutput();
    }
  }

  /** Closes it if its deadline has passed. */
  void check(long now) {
    if (now - deadline >= 0) {
      close(RejectReason.TIMEOUT);
    }
  }

  /** Closes it now; the reason counts unless it was answered or rejected already. */
  void close(RejectReason reason) {
    if (!closing && channel.isOpen()) {
      LOG.debug("{} gets no answer: {}", source, reason.word());
      counters.refusal(reason);
    }
    close();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing a connection", e);
    }
  }
}
