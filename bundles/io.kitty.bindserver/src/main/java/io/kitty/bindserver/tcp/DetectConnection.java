// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.Caller;
import io.kitty.bindserver.limit.RejectReason;
import io.kitty.bindserver.limit.RejectedException;
import io.kitty.commons.DetectFrame;
import io.kitty.commons.DetectFrame.InvalidFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detect protocol: a request, and a reply or none. Then the connection lingers for a moment, as
 * closing one with unread input resets it, and discards a reply that is still in transit.
 */
final class DetectConnection extends AbstractConnection implements Connection.UpgradeTo {

  private static final Logger LOG = LoggerFactory.getLogger(DetectConnection.class);

  private final Caller caller;
  private final RequestHandler handler;
  private final ByteBuffer received = BufferUtil.allocate(DetectFrame.MAX_SIZE);
  private final Callback fillable =
      Callback.from(InvocationType.NON_BLOCKING, this::onFillable, this::onFillInterestedFailed);
  private boolean ended;

  /**
   * @param endPoint the connection, or its decrypted side
   * @param executor reads from it: for TLS that is slow
   */
  DetectConnection(EndPoint endPoint, Executor executor, Caller caller, RequestHandler handler) {
    super(endPoint, executor);
    this.caller = caller;
    this.handler = handler;
  }

  @Override
  public void onUpgradeTo(ByteBuffer first) {
    BufferUtil.append(received, first);
  }

  @Override
  public void onOpen() {
    super.onOpen();
    onFillable();
  }

  @Override
  public void onFillable() {
    getExecutor().execute(this::read);
  }

  private void read() {
    try {
      int size;
      do {
        handle();
        size = getEndPoint().fill(received);
      } while (size > 0);
      if (size == 0) {
        getEndPoint().fillInterested(fillable);
      } else {
        caller.close(RejectReason.HUNG_UP);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("A connection failed", e);
      caller.close(RejectReason.HUNG_UP);
    }
  }

  /** What follows the request is dropped. */
  private void handle() {
    if (!ended) {
      try {
        byte[] request = decode();
        if (request == null) {
          return;
        }
        byte[] reply = DetectFrame.encode(handler.reply(request));
        caller.answer();
        getEndPoint()
            .write(
                Callback.from(InvocationType.NON_BLOCKING, getEndPoint()::shutdownOutput),
                ByteBuffer.wrap(reply));
      } catch (RejectedException e) {
        caller.refuse(e.reason());
        getEndPoint().shutdownOutput();
      }
      ended = true;
    }
    BufferUtil.clear(received);
  }

  private byte @Nullable [] decode() throws RejectedException {
    try {
      return DetectFrame.decode(received.duplicate().position(received.limit()));
    } catch (InvalidFrameException e) {
      throw new RejectedException(
          switch (e.fault()) {
            case MAGIC -> RejectReason.MAGIC;
            case LENGTH -> RejectReason.LENGTH;
            case TRAILER -> RejectReason.TRAILER;
          });
    }
  }
}
