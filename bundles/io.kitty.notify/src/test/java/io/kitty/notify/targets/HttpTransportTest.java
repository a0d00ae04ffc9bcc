// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.kitty.notify.delivery.TestMessages;
import io.kitty.notify.transport.TransportResult;
import io.kitty.notify.transport.TransportResult.Kind;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestConfigs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answers of a server mean. */
class HttpTransportTest {

  @TempDir private Path folder;

  private RecordingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RecordingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TargetService service(String url, String ca) {
    return TargetServices.find(
        TargetSettings.of("phone", TestConfigs.with(TargetConfig.class, Map.of("url", url))),
        ca,
        folder,
        new FakeClock());
  }

  private TransportResult send(String url) {
    return service(url, "").transport().send(TestMessages.offline()).join();
  }

  private TransportResult answered(int code, String body, Map<String, String> headers) {
    server.answer(code, body, headers);
    return send("json://" + server.authority() + "/hooks/s3cr3t-path");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void success(int code) {
    assertThat(answered(code, "", Map.of())).isEqualTo(TransportResult.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void laterPerhaps(int code) {
    TransportResult result = answered(code, "", Map.of());

    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.pause()).isZero();
    assertThat(result.reason()).startsWith("it answers " + code);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 413, 422})
  void never(int code) {
    TransportResult result =
        answered(code, "", Map.of("Location", "http://" + server.authority() + "/elsewhere"));

    assertThat(result.kind()).isEqualTo(Kind.REJECTED);
    assertThat(result.reason()).startsWith("it answers " + code + ", ");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void gone() {
    assertThat(answered(410, "", Map.of()).kind()).isEqualTo(Kind.GONE);
  }

  @ParameterizedTest
  @CsvSource({
    "120, '', 120000",
    "'Wed, 01 Jan 2025 00:05:00 GMT', '', 300000",
    "'Tue, 31 Dec 2024 00:05:00 GMT', '', 0",
    "01 Jan 822626842 00:01:00 GMT, '', 21600000",
    "soon, '', 0",
    "99999999999, '', 21600000",
    "'', '{\"retry_after\":1.337,\"global\":false}', 1337",
    "'', '{\"ok\":false,\"parameters\":{\"retry_after\":7}}', 7000",
    "1, '{\"retry_after\":2.5}', 2500",
    "'', '{\"retry_after\":-3}', 0",
    "'', '{\"retry_after\":\"NaN\"}', 0",
    "'', '[1', 0",
  })
  void pauses(String header, String body, long millis) {
    Map<String, String> headers = header.isEmpty() ? Map.of() : Map.of("Retry-After", header);

    assertThat(answered(429, body, headers).pause()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void theServiceExplains() {
    assertThat(
            answered(400, "{\"ok\":false,\"description\":\"chat not\\nfound\"}", Map.of()).reason())
        .isEqualTo("it answers 400, it does not understand the message: chat notfound");
    assertThat(answered(404, "<html>nothing</html>", Map.of()).reason())
        .isEqualTo("it answers 404, there is nothing at that path");
    assertThat(answered(500, "{\"error\":\"" + "x".repeat(5000) + "\"}", Map.of()).reason())
        .hasSizeLessThan(200);
  }

  @Test
  void anExplanationWithASecretIsLeftOut() {
    assertThat(answered(404, "{\"message\":\"Cannot POST /hooks/s3cr3t-path\"}", Map.of()).reason())
        .isEqualTo("it answers 404, there is nothing at that path");
  }

  @Test
  void anExplanationIsNotCutWithinASecret() {
    String message = "x".repeat(110) + " s3cr3t-path";

    assertThat(answered(404, "{\"message\":\"" + message + "\"}", Map.of()).reason())
        .isEqualTo("it answers 404, there is nothing at that path");
  }

  @Test
  void nobodyListens() {
    server.close();

    assertThat(send("ntfy://" + server.authority() + "/kitty"))
        .isEqualTo(
            TransportResult.retry(
                "nothing listens there; start the service, or correct host and port in url"));
  }

  @Test
  void aNameThatNobodyKnows() {
    TransportResult result = send("gotify://nobody.invalid/s3cr3t-token");

    assertThat(result.kind()).isEqualTo(Kind.RETRY);
    assertThat(result.reason()).doesNotContain("s3cr3t").contains("url");
  }

  @Test
  void aServerThatEndsTheConnection() throws Exception {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread closer = new Thread(() -> answerRaw(raw, "HTTP/1.1 garbage s3cr3t\r\n\r\n"));
      closer.start();
      TransportResult result = send("json://127.0.0.1:" + raw.getLocalPort() + "/s3cr3t");

      assertThat(result.kind()).isEqualTo(Kind.RETRY);
      assertThat(result.reason()).doesNotContain("s3cr3t");
    }
  }

  private static void answerRaw(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      in.read(new byte[65536]);
      socket.getOutputStream().write(answer.getBytes(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer has no end; only its begin is read. */
  @Test
  void anEndlessAnswer() throws Exception {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread writer = new Thread(() -> answerWithoutEnd(raw));
      writer.start();
      TransportResult result = send("json://127.0.0.1:" + raw.getLocalPort() + "/x");

      assertThat(result).isEqualTo(TransportResult.ACCEPTED);
      writer.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(writer.isAlive()).isFalse();
    }
  }

  private static void answerWithoutEnd(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[65536]);
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
      byte[] block = new byte[4096];
      for (int i = 0; i < 1_000_000; i++) {
        out.write(block);
      }
      throw new AssertionError("everything was read");
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  @Test
  void tls() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    secure.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    secure.start();
    try {
      String url = "ntfys://127.0.0.1:" + secure.getAddress().getPort() + "/kitty";
      assertThat(service(url, certificate.pem()).transport().send(TestMessages.offline()).join())
          .isEqualTo(TransportResult.ACCEPTED);
      TransportResult untrusted = send(url);
      assertThat(untrusted.kind()).isEqualTo(Kind.RETRY);
      assertThat(untrusted.reason()).contains("ca.file");
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void noTlsAtThatPort() throws Exception {
    try (ServerSocket raw = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread closer = new Thread(() -> answerRaw(raw, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      closer.start();

      assertThat(send("ntfys://127.0.0.1:" + raw.getLocalPort() + "/kitty").reason())
          .isEqualTo("no encrypted connection is possible; correct scheme or port in url");
    }
  }
}
