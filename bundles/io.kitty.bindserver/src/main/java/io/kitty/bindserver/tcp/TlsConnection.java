// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import io.kitty.bindserver.limit.Caller;
import io.kitty.bindserver.limit.RejectReason;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * TLS, server side, which counts what is invalid. Its buffers are not pooled: a connection uses
 * them for one handshake and one request, and a pool would keep those of a thousand callers.
 */
final class TlsConnection extends SslConnection {

  private final Caller caller;

  TlsConnection(EndPoint endPoint, Caller caller, Executor executor, SSLEngine engine) {
    // Each connection has one handshake and one request: kept buffers would be used rarely.
    super(ByteBufferPool.NON_POOLING, executor, null, endPoint, engine, false, false);
    this.caller = caller;
  }

  @Override
  protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output)
      throws SSLException {
    try {
      return super.unwrap(engine, input, output);
    } catch (SSLException e) {
      caller.refuse(RejectReason.TLS);
      throw e;
    }
  }

  @Override
  protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output)
      throws SSLException {
    try {
      return super.wrap(engine, input, output);
    } catch (SSLException e) {
      caller.refuse(RejectReason.TLS);
      throw e;
    }
  }
}
