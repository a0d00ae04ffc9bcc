// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A printer on a port of 127.0.0.1 that reads one question, answers, and hangs up. */
final class PrinterServer implements AutoCloseable {

  /** What a printer does after the question. */
  interface Answer {
    void to(OutputStream out) throws Exception;
  }

  private static final String PASSWORD = "changeit";

  private final ServerSocket server;
  private final Answer answer;
  private final List<Socket> callers = new CopyOnWriteArrayList<>();
  private final List<byte[]> questions = new CopyOnWriteArrayList<>();

  private PrinterServer(ServerSocketFactory factory, Answer answer) throws IOException {
    this.server = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.answer = answer;
    Thread thread = new Thread(this::serve, "printer");
    thread.setDaemon(true);
    thread.start();
  }

  /** One that speaks plain text. */
  static PrinterServer plain(Answer answer) throws IOException {
    return new PrinterServer(ServerSocketFactory.getDefault(), answer);
  }

  /** One that speaks TLS, with the certificate of a key store. */
  static PrinterServer tls(KeyStore keys, Answer answer) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new PrinterServer(context.getServerSocketFactory(), answer);
  }

  /** A key and a certificate of its own for a common name. */
  static KeyStore keys(Path folder, String commonName) throws Exception {
    Path file = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "O=Test, CN=" + commonName,
                "-alias",
                "printer",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  /** An answer that names a printer. */
  static Answer saying(String serial) {
    return out ->
        out.write(
            DetectFrame.encode(
                AnnouncementSamples.bytes(
                    "{\"login\":{\"command\":\"detect\",\"sequence_id\":3021,\"id\":\""
                        + serial
                        + "\",\"model\":\"C12\",\"name\":\"Bench\",\"version\":\"01.02\"}}")));
  }

  /** No answer, until the other side hangs up. */
  static Answer silence() {
    return out -> Thread.sleep(60_000);
  }

  int port() {
    return server.getLocalPort();
  }

  List<byte[]> questions() {
    return List.copyOf(questions);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        callers.add(caller);
        Thread thread = new Thread(() -> serve(caller), "printer-caller");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      questions.add(caller.getInputStream().readNBytes(58));
      answer.to(caller.getOutputStream());
    } catch (Exception e) {
      // The caller hung up, which some tests are about.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket caller : callers) {
      caller.close();
    }
  }
}
