// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server with TLS that keeps what it receives, and may reply to the first bytes with a text. */
final class TlsServer implements AutoCloseable {

  private final SSLServerSocket listening;
  private final @Nullable String reply;
  private volatile boolean closing;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  TlsServer(SSLContext context) throws IOException {
    this(context, null);
  }

  TlsServer(SSLContext context, @Nullable String reply) throws IOException {
    this.reply = reply;
    listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "tls-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** A server that closes each connection once its handshake is complete. */
  static TlsServer closingAtOnce(SSLContext context) throws IOException {
    TlsServer server = new TlsServer(context);
    server.closing = true;
    return server;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        serve(socket);
      } catch (IOException e) {
        // the client has left, or the server is closed
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    if (closing) {
      ((SSLSocket) socket).startHandshake();
      return;
    }
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      received.write(buffer, 0, read);
      if (reply != null && !reply.isEmpty()) {
        socket.getOutputStream().write(reply.getBytes(ISO_8859_1));
      }
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Returns all that clients sent after their handshakes. */
  String received() {
    return received.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
