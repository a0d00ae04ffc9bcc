// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.commons.DetectFrame;
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

/** A printer on a port of 127.0.0.1 that reads one request, replies, and closes the connection. */
public final class PrinterServer implements AutoCloseable {

  /** The behaviour after the request. */
  public interface Reply {
    void to(OutputStream out) throws Exception;
  }

  private static final String PASSWORD = "changeit";

  private final ServerSocket server;
  private final Reply reply;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<byte[]> requests = new CopyOnWriteArrayList<>();

  private PrinterServer(ServerSocketFactory factory, Reply reply) throws IOException {
    this.server = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.reply = reply;
    Thread thread = new Thread(this::serve, "printer");
    thread.setDaemon(true);
    thread.start();
  }

  /** A printer with plain text. */
  public static PrinterServer plain(Reply reply) throws IOException {
    return new PrinterServer(ServerSocketFactory.getDefault(), reply);
  }

  /** A printer with TLS and the certificate of a key store. */
  static PrinterServer tls(KeyStore keys, Reply reply) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new PrinterServer(context.getServerSocketFactory(), reply);
  }

  /** A key and a self-signed certificate for a common name. */
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

  /** A reply that names a printer. */
  public static Reply naming(String serial) {
    return out ->
        out.write(
            DetectFrame.encode(
                AnnouncementSamples.bytes(
                    "{\"login\":{\"command\":\"detect\",\"sequence_id\":3021,\"id\":\""
                        + serial
                        + "\",\"model\":\"C12\",\"name\":\"Bench\",\"version\":\"01.02\"}}")));
  }

  /** No reply, until the other side closes the connection. */
  static Reply silence() {
    return out -> Thread.sleep(60_000);
  }

  /** A port on which nothing listens. */
  public static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<byte[]> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        Thread thread = new Thread(() -> serve(client), "printer-caller");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      requests.add(client.getInputStream().readNBytes(58));
      reply.to(client.getOutputStream());
    } catch (Exception e) {
      // The client closed the connection, which some tests are about.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
