// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.Caller;
import io.kitty.bindserver.limit.RejectReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** A connection before its first byte, which distinguishes plain from TLS, on either port. */
final class FirstByteConnection extends AbstractConnection implements Connection.UpgradeFrom {

  /** The first byte of a TLS handshake (RFC 8446 section 5.1). */
  private static final byte TLS = 0x16;

  private static final int BUFFER = 512;

  private final Caller caller;
  private final Supplier<Connection> plain;
  private final Supplier<Connection> tls;
  private final ByteBuffer received = BufferUtil.allocate(BUFFER);
  private final Callback fillable =
      Callback.from(InvocationType.NON_BLOCKING, this::onFillable, this::onFillInterestedFailed);

  FirstByteConnection(
      EndPoint endPoint, Caller caller, Supplier<Connection> plain, Supplier<Connection> tls) {
    super(endPoint, Runnable::run);
    this.caller = caller;
    this.plain = plain;
    this.tls = tls;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().fillInterested(fillable);
  }

  @Override
  public void onFillable() {
    try {
      int size = getEndPoint().fill(received);
      if (size < 0) {
        caller.close(RejectReason.HUNG_UP);
      } else if (size == 0) {
        getEndPoint().fillInterested(fillable);
      } else {
        getEndPoint().upgrade((received.get(0) == TLS ? tls : plain).get());
      }
    } catch (IOException e) {
      caller.close(RejectReason.HUNG_UP);
    }
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    return received;
  }
}
