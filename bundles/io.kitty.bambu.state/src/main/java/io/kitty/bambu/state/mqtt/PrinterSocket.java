// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.mqtt;

import io.kitty.commons.tcp.LateEnd;
import io.kitty.commons.tcp.PacketLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is connected once its TLS handshake is complete, and whose input has bounded
 * packets. The client treats it like one for plain text: it would neither check the certificate
 * this way nor bound a packet. Thread-safe.
 */
final class PrinterSocket extends Socket {

  /** A complete report of the largest models has about 40 KB. */
  private static final int MAX_PACKET = 256 * 1024;

  /** The packet DISCONNECT (MQTT 3.1.1, section 3.14). */
  private static final byte[] DISCONNECT = {(byte) 0xE0, 0};

  private final SSLSocketFactory tls;
  private final InetSocketAddress printer;
  private final Socket plain = new Socket();
  private volatile @Nullable SSLSocket secure;

  PrinterSocket(SSLSocketFactory tls, InetSocketAddress printer) {
    this.tls = tls;
    this.printer = printer;
  }

  /** Connects to the printer, whatever address the client made from its URI. */
  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    plain.connect(printer, timeout);
    plain.setTcpNoDelay(true);
    SSLSocket socket =
        (SSLSocket)
            tls.createSocket(plain, printer.getAddress().getHostAddress(), printer.getPort(), true);
    socket.setSoTimeout(timeout);
    socket.startHandshake();
    secure = socket;
  }

  private SSLSocket secure() throws SocketException {
    SSLSocket socket = secure;
    if (socket == null) {
      throw new SocketException("it is not connected");
    }
    return socket;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new PacketLimit(new LateEnd(secure().getInputStream()), MAX_PACKET);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return secure().getOutputStream();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    secure().setSoTimeout(timeout);
  }

  /** Tells the printer that the connection ends. May block while the printer reads nothing. */
  void disconnect() throws IOException {
    OutputStream out = getOutputStream();
    out.write(DISCONNECT);
    out.flush();
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
