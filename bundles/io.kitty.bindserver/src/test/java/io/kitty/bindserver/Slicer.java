// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A slicer that requests a printer's identity, written from captures. */
final class Slicer {

  private static final int TIMEOUT = 10_000;

  private Slicer() {}

  /** A request: 58 bytes for an id of five digits in quotes. */
  static byte[] request(String sequenceId) {
    return frame("{\"login\":{\"command\":\"detect\",\"sequence_id\":" + sequenceId + "}}");
  }

  static byte[] frame(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0xa5);
    frame.write(0xa5);
    frame.write((text.length + 6) % 256);
    frame.write((text.length + 6) / 256);
    frame.writeBytes(text);
    frame.write(0xa7);
    frame.write(0xa7);
    return frame.toByteArray();
  }

  static Socket connect(int port) throws IOException {
    return connect("127.0.0.1", port);
  }

  /** Connects from an address of the loopback network. */
  static Socket connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.setSoTimeout(TIMEOUT);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
    return socket;
  }

  /** A TLS context that trusts one certificate only. */
  static SSLContext trusting(X509Certificate trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Continues with TLS; the certificate must be for this name. */
  static SSLSocket secure(Socket socket, SSLContext context, String name) throws Exception {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    return secure;
  }

  /**
   * Sends the parts, and reads to the end of the stream; empty if it was closed without a reply.
   */
  static Optional<JsonNode> ask(Socket socket, byte[]... parts) throws IOException {
    try (socket) {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
        socket.getOutputStream().flush();
      }
      return reply(socket);
    }
  }

  static Optional<JsonNode> reply(Socket socket) throws IOException {
    byte[] reply = socket.getInputStream().readAllBytes();
    return reply.length == 0 ? Optional.empty() : Optional.of(parse(reply));
  }

  /** Parses a reply. Its frame ends where its length says, whatever follows. */
  static JsonNode parse(byte[] reply) throws IOException {
    int length = reply.length < 8 ? 0 : (reply[2] & 255) + 256 * (reply[3] & 255);
    if (length < 8
        || length > reply.length
        || (reply[0] & 255) != 0xa5
        || (reply[1] & 255) != 0xa5
        || (reply[length - 2] & 255) != 0xa7
        || (reply[length - 1] & 255) != 0xa7) {
      throw new IOException("not a frame: " + Arrays.toString(reply));
    }
    return new ObjectMapper().readTree(reply, 4, length - 6).path("login");
  }
}
