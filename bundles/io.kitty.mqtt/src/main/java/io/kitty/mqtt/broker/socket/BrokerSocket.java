// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import io.kitty.commons.tcp.LateEnd;
import io.kitty.commons.tcp.PacketLimit;
import io.kitty.mqtt.broker.BrokerUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket to a broker, with TLS and a WebSocket where its URL says so, whose input has bounded
 * packets. The client treats it like one for plain text: its own ones allocate what the head of a
 * packet announces. Thread-safe.
 */
final class BrokerSocket extends Socket {

  /** The largest packet that is read, in bytes; other programs may describe large devices. */
  private static final int MAX_PACKET = 1024 * 1024;

  private final BrokerUrl url;
  private final @Nullable SSLSocketFactory tls;
  private final Socket plain = new Socket();
  private volatile Socket transport = plain;
  private volatile @Nullable InputStream in;
  private volatile @Nullable OutputStream out;

  /**
   * @param tls makes encrypted sockets; null if the connection is not encrypted
   */
  BrokerSocket(BrokerUrl url, @Nullable SSLSocketFactory tls) {
    this.url = url;
    this.tls = tls;
  }

  @Override
  public void connect(SocketAddress broker, int timeout) throws IOException {
    plain.connect(broker, timeout);
    plain.setTcpNoDelay(true);
    plain.setSoTimeout(timeout);
    if (tls != null) {
      transport = encrypted(tls);
    }
    InputStream received = transport.getInputStream();
    OutputStream sent = transport.getOutputStream();
    if (url.isWeb()) {
      WebSocketStreams web = WebSocketStreams.open(received, sent, url);
      received = web.in();
      sent = web.out();
    }
    in = new PacketLimit(new LateEnd(received), MAX_PACKET);
    out = sent;
  }

  private SSLSocket encrypted(SSLSocketFactory sockets) throws IOException {
    String host = url.host().replaceAll("[\\[\\]]", "");
    SSLSocket socket = (SSLSocket) sockets.createSocket(plain, host, url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is for this host
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return connected(in);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return connected(out);
  }

  private static <T> T connected(@Nullable T stream) throws SocketException {
    if (stream == null) {
      throw new SocketException("it is not connected");
    }
    return stream;
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    transport.setSoTimeout(timeout);
  }

  /** Closes the connection without the end of TLS, for which it could have to wait. */
  @Override
  public void close() throws IOException {
    plain.close();
  }

  @Override
  public boolean isClosed() {
    return plain.isClosed();
  }
}
