// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

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
 * One caller: it asks, gets its answer or silence, and is hung up on. It is waited for then for a
 * moment, as a connection that is closed while something is still coming in is reset, and takes an
 * answer that is on its way along. For one thread but where it says otherwise.
 */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** What a caller may send in all: a question and a handshake are much smaller. */
  private static final int MAX_RECEIVED = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetAddress source;
  private final PortCounters counters;
  private final RequestHandler answerer;
  private final Supplier<Transport> tls;
  private final ConnectionLimits limits;
  private final WriteBuffer outbox = new WriteBuffer();
  private @Nullable Transport wire;
  private @Nullable ByteBuffer question;
  private final long since = System.nanoTime();
  private long deadline;
  private int received;
  private boolean ending;

  Connection(
      SocketChannel channel,
      SelectionKey key,
      InetAddress source,
      PortCounters counters,
      RequestHandler answerer,
      Supplier<Transport> tls,
      ConnectionLimits limits) {
    this.channel = channel;
    this.key = key;
    this.source = source;
    this.counters = counters;
    this.answerer = answerer;
    this.tls = tls;
    this.limits = limits;
    this.deadline = since + limits.patience().toNanos();
  }

  InetAddress source() {
    return source;
  }

  boolean open() {
    return channel.isOpen();
  }

  /** When it came, as {@link System#nanoTime} counts. */
  long since() {
    return since;
  }

  /** Whether there is something to do for it that takes long. */
  boolean isBusy() {
    return wire != null && wire.isBusy() && !ending && channel.isOpen();
  }

  /** Does what takes long, in another thread. */
  void work() {
    Transport mine = wire;
    if (mine != null) {
      mine.work();
    }
  }

  /** Goes on after that. */
  void goOn() {
    try {
      if (!ending && channel.isOpen()) {
        handle(ByteBuffer.allocate(0));
      }
    } catch (RejectedException e) {
      refuse(e.reason());
    }
    try {
      flush();
    } catch (IOException e) {
      hangUp(RejectReason.HUNG_UP);
    }
  }

  /** Something has come in, or can go out. */
  void ready(ByteBuffer scratch) {
    try {
      if (key.isReadable()) {
        read(scratch);
      }
      flush();
    } catch (IOException e) {
      hangUp(RejectReason.HUNG_UP);
    }
  }

  private void read(ByteBuffer scratch) throws IOException {
    int size = channel.read(scratch.clear());
    if (size < 0) {
      hangUp(RejectReason.HUNG_UP);
      return;
    }
    received += size;
    if (ending) {
      if (received > MAX_RECEIVED) {
        close();
      }
    } else if (size > 0) {
      try {
        handle(scratch.flip());
      } catch (RejectedException e) {
        refuse(e.reason());
      }
    }
  }

  private void handle(ByteBuffer came) throws RejectedException {
    if (received > MAX_RECEIVED) {
      throw new RejectedException(RejectReason.OVERSIZE);
    }
    if (wire == null || question == null) {
      wire = wire(came.get(0));
      question = ByteBuffer.allocate(DetectFrame.MAX);
    }
    wire.take(came, question, outbox);
    byte[] text = DetectFrame.text(question);
    if (text != null) {
      wire.send(DetectFrame.around(answerer.answer(text)), outbox);
      counters.answer();
      end();
    }
  }

  /** The first byte tells plain from TLS, on whichever port. */
  private Transport wire(byte first) throws RejectedException {
    return switch (first) {
      case DetectFrame.FIRST -> Transport.PLAIN;
      case TlsTransport.FIRST -> tls.get();
      default -> throw new RejectedException(RejectReason.MAGIC);
    };
  }

  private void refuse(RejectReason reason) {
    LOG.debug("{} gets no answer: {}", source, reason.word());
    counters.refusal(reason);
    end();
  }

  /** Says no more from now on. */
  private void end() {
    ending = true;
    deadline = Math.min(deadline, System.nanoTime() + limits.farewell().toNanos());
    if (wire != null) {
      wire.end(outbox);
    }
  }

  private void flush() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    boolean all = outbox.flush(channel);
    key.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    if (all && ending) {
      channel.shutdownOutput();
    }
  }

  /** Ends it if its time is up. */
  void check(long now) {
    if (now - deadline >= 0) {
      hangUp(RejectReason.TIMEOUT);
    }
  }

  /** Ends it at once; the reason counts unless it has had its answer, or its refusal. */
  void hangUp(RejectReason reason) {
    if (!ending && channel.isOpen()) {
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
