// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceRequest;
import io.kitty.testkit.TestLinks;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      new HttpClient(
          Thread::new,
          new DestinationPolicy(() -> List.of(TestLinks.loopback()), address -> false, Set::of),
          timer);

  @AfterEach
  void close() {
    client.close();
    timer.shutdownNow();
  }

  /** Sockets with a certificate for another name, signed by itself, that has expired. */
  private static ServerSocketFactory selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=other",
                "-startdate",
                "2001/01/01",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  @Test
  void acceptsTheCertificateThatADeviceSignedItself(@TempDir Path folder) throws Exception {
    try (LoopbackServer server = new LoopbackServer(HOST, selfSigned(folder))) {
      var request = server.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

      assertThat(client.send(DeviceRequest.get(HOST, server.port(), "/x").overTls()).get().text())
          .isEqualTo("{}");
      assertThat(request.get()).startsWith("GET /x HTTP/1.1\r\n");
    }
  }

  @Test
  void theDeadlineCoversTheHandshake() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, HOST)) {
      DeviceRequest request =
          DeviceRequest.get(HOST, silent.getLocalPort(), "/")
              .overTls()
              .timeout(Duration.ofMillis(300));

      assertThatThrownBy(client.send(request)::get)
          .cause()
          .isInstanceOfSatisfying(
              DeviceHttpException.class,
              failure ->
                  assertThat(failure.reason()).isEqualTo(DeviceHttpException.Reason.TIMEOUT));
    }
  }

  @Test
  void aServerWithoutTlsGivesNoResponse() throws Exception {
    try (LoopbackServer server = new LoopbackServer(HOST)) {
      var unused =
          server.serve(
              out -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
      DeviceRequest request =
          DeviceRequest.get(HOST, server.port(), "/").overTls().timeout(Duration.ofSeconds(1));

      assertThatThrownBy(client.send(request)::get).hasCauseInstanceOf(DeviceHttpException.class);
    }
  }
}
