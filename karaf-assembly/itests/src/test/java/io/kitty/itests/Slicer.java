// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A slicer that sends a detect request to a printer. */
public final class Slicer {
  private static final byte[] TEXT =
      "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}"
          .getBytes(StandardCharsets.UTF_8);
  private static final int TIMEOUT = 10_000;

  private Slicer() {}

  /** Returns the printer's reply. */
  public static JsonNode ask(String address, int port) throws IOException {
    try (Socket socket = connect(address, port)) {
      return ask(socket);
    }
  }

  /** Returns the printer's reply over TLS; only one certificate is trusted. */
  static JsonNode askSecurely(String address, int port, String pem) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "printer",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Socket socket =
        context.getSocketFactory().createSocket(connect(address, port), address, port, true)) {
      return ask(socket);
    }
  }

  /** Opens a connection that sends nothing. */
  static Socket connect(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT);
    socket.connect(new InetSocketAddress(address, port), TIMEOUT);
    return socket;
  }

  private static JsonNode ask(Socket socket) throws IOException {
    byte[] question = new byte[TEXT.length + 6];
    question[0] = question[1] = (byte) 0xa5;
    question[2] = (byte) question.length;
    System.arraycopy(TEXT, 0, question, 4, TEXT.length);
    question[question.length - 2] = question[question.length - 1] = (byte) 0xa7;
    socket.getOutputStream().write(question);
    byte[] answer = socket.getInputStream().readAllBytes();
    if (answer.length < 8) {
      throw new IOException("no answer");
    }
    return Rest.parse(new String(answer, 4, answer.length - 6, StandardCharsets.UTF_8))
        .path("login");
  }
}
