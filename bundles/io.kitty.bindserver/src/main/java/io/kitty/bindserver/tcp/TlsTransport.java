// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** TLS, server side. For one thread. */
final class TlsTransport implements Transport {

  /** The first byte of a TLS handshake (RFC 8446 section 5.1). */
  static final byte FIRST = 0x16;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteBuffer scratch;
  private ByteBuffer unread = EMPTY;

  /**
   * @param engine the server side of a new connection
   * @param scratch a buffer for one record, used during one call only; shared by the connections of
   *     one thread
   */
  TlsTransport(SSLEngine engine, ByteBuffer scratch) {
    this.engine = engine;
    this.scratch = scratch;
  }

  @Override
  public void take(ByteBuffer received, ByteBuffer text, WriteBuffer writeBuffer)
      throws RejectedException {
    ByteBuffer records = received;
    if (unread.hasRemaining()) {
      records =
          ByteBuffer.allocate(unread.remaining() + received.remaining())
              .put(unread)
              .put(received)
              .flip();
    }
    try {
      read(records, text, writeBuffer);
    } catch (SSLException e) {
      throw new RejectedException(RejectReason.TLS);
    }
    unread = ByteBuffer.allocate(records.remaining()).put(records).flip();
  }

  /** Continues until it needs more input, or has a task. */
  private void read(ByteBuffer records, ByteBuffer text, WriteBuffer writeBuffer)
      throws SSLException, RejectedException {
    while (true) {
      HandshakeStatus next = engine.getHandshakeStatus();
      if (next == HandshakeStatus.NEED_TASK) {
        return;
      } else if (next == HandshakeStatus.NEED_WRAP) {
        if (wrap(EMPTY.duplicate(), writeBuffer).getStatus() == Status.CLOSED) {
          return;
        }
      } else if (engine.isInboundDone()) {
        return;
      } else {
        // Also without a record: this call reports a task that failed.
        SSLEngineResult result = engine.unwrap(records, scratch.clear());
        Transport.move(scratch.flip(), text);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
          throw new RejectedException(RejectReason.OVERSIZE);
        }
        boolean noProgress = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
        if (noProgress && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
          return;
        }
      }
    }
  }

  @Override
  public boolean isBusy() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
  }

  /** Operations with the private key take milliseconds. */
  @Override
  public void work() {
    Runnable task = engine.getDelegatedTask();
    if (task != null) {
      task.run();
    }
  }

  @Override
  public void send(byte[] text, WriteBuffer writeBuffer) throws RejectedException {
    try {
      ByteBuffer remaining = ByteBuffer.wrap(text);
      while (remaining.hasRemaining()) {
        wrap(remaining, writeBuffer);
      }
    } catch (SSLException e) {
      throw new RejectedException(RejectReason.TLS);
    }
  }

  /** After a failure this sends the alert. */
  @Override
  public void end(WriteBuffer writeBuffer) {
    engine.closeOutbound();
    try {
      boolean progress = true;
      while (progress && !engine.isOutboundDone()) {
        progress = wrap(EMPTY.duplicate(), writeBuffer).bytesProduced() > 0;
      }
    } catch (SSLException e) {
      // closing the connection tells the peer
    }
  }

  private SSLEngineResult wrap(ByteBuffer text, WriteBuffer writeBuffer) throws SSLException {
    SSLEngineResult result = engine.wrap(text, scratch.clear());
    writeBuffer.add(scratch.flip());
    if (text.hasRemaining() && result.bytesConsumed() == 0) {
      throw new SSLException("nothing can be sent: " + result.getStatus());
    }
    return result;
  }
}
