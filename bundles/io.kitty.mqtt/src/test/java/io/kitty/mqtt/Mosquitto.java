// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Eclipse Mosquitto on the loopback interface, with a port for each way to connect. It retains
 * nothing over a restart.
 */
public final class Mosquitto implements AutoCloseable {

  public static final String USER = "kitty";
  public static final String PASSWORD = "correct-horse";

  private static final String STORE_PASSWORD = "changeit";
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final int FIRST_PORT = 12_000;
  private static final int LAST_PORT = 21_999;
  private static final AtomicInteger PORTS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT));

  private final Path folder;
  private final int port = freePort();
  private final int securePort = freePort();
  private final int tlsPort = freePort();
  private final int mutualPort = freePort();
  private final int webPort = freePort();
  private @Nullable Process broker;

  /** Starts it; skips the test if it is not installed. */
  public Mosquitto(Path folder) throws Exception {
    assumeTrue(path("mosquitto").findFirst().isPresent(), "mosquitto is not installed");
    this.folder = folder;
    makeCertificate();
    run(
        path("mosquitto_passwd").findFirst().orElseThrow().toString(),
        "-b",
        "-c",
        folder.resolve("passwords").toString(),
        USER,
        PASSWORD);
    Files.writeString(
        folder.resolve("broker.conf"),
        """
        user root
        persistence false
        per_listener_settings true
        log_dest file %1$s/log.txt
        log_type all
        listener %2$d 127.0.0.1
        allow_anonymous true
        listener %3$d 127.0.0.1
        allow_anonymous false
        password_file %1$s/passwords
        listener %4$d 127.0.0.1
        allow_anonymous true
        certfile %1$s/certificate.pem
        keyfile %1$s/key.pem
        cafile %1$s/certificate.pem
        listener %5$d 127.0.0.1
        allow_anonymous true
        certfile %1$s/certificate.pem
        keyfile %1$s/key.pem
        cafile %1$s/certificate.pem
        require_certificate true
        listener %6$d 127.0.0.1
        allow_anonymous true
        protocol websockets
        """
            .formatted(folder, port, securePort, tlsPort, mutualPort, webPort));
    start();
  }

  private static Stream<Path> path(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable);
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed");
    }
  }

  /** Returns a port that is not used, of those that the system gives to no connection. */
  private static int freePort() throws IOException {
    while (true) {
      int port = PORTS.updateAndGet(last -> last == LAST_PORT ? FIRST_PORT : last + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        continue; // another program uses it
      }
    }
  }

  /** Makes a certificate that is its own authority, for 127.0.0.1. */
  private void makeCertificate() throws Exception {
    Path store = folder.resolve("broker.p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-dname",
        "CN=broker",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-ext",
        "bc:c",
        "-alias",
        "broker",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        STORE_PASSWORD);
    KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    pem("certificate", "CERTIFICATE", keys.getCertificate("broker").getEncoded());
    pem("key", "PRIVATE KEY", keys.getKey("broker", STORE_PASSWORD.toCharArray()).getEncoded());
  }

  private void pem(String name, String type, byte[] content) throws IOException {
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(
                type, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content)));
  }

  /** Starts it again. */
  public void start() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(path("mosquitto").findFirst().orElseThrow().toString());
    command.addAll(List.of("-c", folder.resolve("broker.conf").toString()));
    broker =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await("the broker").atMost(SOON).until(() -> listens(port) && listens(webPort));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it, without a goodbye. */
  public void kill() {
    if (broker != null) {
      broker.destroyForcibly().onExit().join();
    }
  }

  /** Returns its log. */
  public List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log.txt"));
  }

  /** Returns its port for anybody. */
  public int port() {
    return port;
  }

  /** Returns its URL for anybody. */
  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** Returns its URL for those with a password. */
  public String urlWithPassword() {
    return "mqtt://127.0.0.1:" + securePort;
  }

  /** Returns its URL with TLS. */
  public String urlWithTls() {
    return "mqtts://127.0.0.1:" + tlsPort;
  }

  /** Returns its URL with TLS for those with a certificate. */
  public String urlWithCertificate() {
    return "mqtts://127.0.0.1:" + mutualPort;
  }

  /** Returns its URL over a web socket. */
  public String urlOfWebSocket() {
    return "ws://127.0.0.1:" + webPort + "/mqtt";
  }

  /** Returns the file of its key. */
  public String key() {
    return folder.resolve("key.pem").toString();
  }

  /** Returns the file of its certificate. */
  public String certificate() {
    return folder.resolve("certificate.pem").toString();
  }

  @Override
  public void close() {
    kill();
  }
}
