// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Speaks TLS, as the server. For one thread. */
final class TlsTransport implements Transport {

  /** The first byte of a TLS handshake (RFC 8446 section 5.1). */
  static final byte FIRST = 0x16;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteBuffer scratch;
  private ByteBuffer rest = NOTHING;

  /**
   * @param engine the server's side of a new connection
   * @param scratch room for one record, whose contents last for one call only; connections of one
   *     thread share it
   */
  TlsTransport(SSLEngine engine, ByteBuffer scratch) {
    this.engine = engine;
    this.scratch = scratch;
  }

  @Override
  public void take(ByteBuffer came, ByteBuffer said, WriteBuffer outbox) throws RejectedException {
    ByteBuffer records = came;
    if (rest.hasRemaining()) {
      records = ByteBuffer.allocate(rest.remaining() + came.remaining()).put(rest).put(came).flip();
    }
    try {
      read(records, said, outbox);
    } catch (SSLException e) {
      throw new RejectedException(RejectReason.TLS);
    }
    rest = ByteBuffer.allocate(records.remaining()).put(records).flip();
  }

  /** Goes on until it needs more from the network, or is busy. */
  private void read(ByteBuffer records, ByteBuffer said, WriteBuffer outbox)
      throws SSLException, RejectedException {
    while (true) {
      HandshakeStatus next = engine.getHandshakeStatus();
      if (next == HandshakeStatus.NEED_TASK) {
        return;
      } else if (next == HandshakeStatus.NEED_WRAP) {
        if (wrap(NOTHING.duplicate(), outbox).getStatus() == Status.CLOSED) {
          return;
        }
      } else if (engine.isInboundDone()) {
        return;
      } else {
        // Also without a record: this is what tells of a task that failed.
        SSLEngineResult result = engine.unwrap(records, scratch.clear());
        Transport.move(scratch.flip(), said);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
          throw new RejectedException(RejectReason.OVERSIZE);
        }
        boolean nothing = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
        if (nothing && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
          return;
        }
      }
    }
  }

  @Override
  public boolean isBusy() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
  }

  /** What is done with the private key takes milliseconds. */
  @Override
  public void work() {
    Runnable task = engine.getDelegatedTask();
    if (task != null) {
      task.run();
    }
  }

  @Override
  public void send(byte[] text, WriteBuffer outbox) throws RejectedException {
    try {
      ByteBuffer whole = ByteBuffer.wrap(text);
      while (whole.hasRemaining()) {
        wrap(whole, outbox);
      }
    } catch (SSLException e) {
      throw new RejectedException(RejectReason.TLS);
    }
  }

  /** After a failure this is what tells the other side about it. */
  @Override
  public void end(WriteBuffer outbox) {
    engine.closeOutbound();
    try {
      boolean more = true;
      while (more && !engine.isOutboundDone()) {
        more = wrap(NOTHING.duplicate(), outbox).bytesProduced() > 0;
      }
    } catch (SSLException e) {
      // the connection's own end says it
    }
  }

  private SSLEngineResult wrap(ByteBuffer text, WriteBuffer outbox) throws SSLException {
    SSLEngineResult result = engine.wrap(text, scratch.clear());
    outbox.add(scratch.flip());
    if (text.hasRemaining() && result.bytesConsumed() == 0) {
      throw new SSLException("nothing can be sent: " + result.getStatus());
    }
    return result;
  }
}
