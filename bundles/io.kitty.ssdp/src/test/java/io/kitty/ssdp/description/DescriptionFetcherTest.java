// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.testkit.TestLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DescriptionFetcherTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, HOST);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** The behaviour of a server on one connection. */
  private interface Conversation {
    void speak(OutputStream out) throws Exception;
  }

  private CompletableFuture<String> serve(Conversation conversation) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept()) {
            String request = requestOf(socket.getInputStream());
            conversation.speak(socket.getOutputStream());
            return request;
          } catch (Exception e) {
            return "broken off";
          }
        });
  }

  /** Answers connections one after the other; returns their requests. */
  private CompletableFuture<List<String>> serveInTurn(String... answers) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> requests = new ArrayList<>();
          for (String answer : answers) {
            try (Socket socket = server.accept()) {
              requests.add(requestOf(socket.getInputStream()));
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              requests.add("broken off");
            }
          }
          return requests;
        });
  }

  private static String requestOf(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.read());
    }
    return request.toString();
  }

  private void answer(String text) {
    answer(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void answer(byte[] bytes) {
    var unused = serve(out -> out.write(bytes));
  }

  private static byte[] gzip(byte[] document) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(document);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] document) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(document);
    }
    return packed.toByteArray();
  }

  private static byte[] with(String head, byte[] body) {
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + body.length).put(start).put(body).array();
  }

  private DescriptionUrl location() {
    return DescriptionUrl.of("http://127.0.0.1:" + server.getLocalPort() + "/d.xml?x", HOST)
        .orElseThrow();
  }

  private String fetch() throws IOException {
    try (DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofSeconds(10))) {
      return new String(fetcher.fetch(location()).bytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void getsTheBody() throws Exception {
    CompletableFuture<String> request =
        serve(
            out ->
                out.write(
                    "HTTP/1.1 200 OK\r\nX: y\r\n\r\n<root/>".getBytes(StandardCharsets.US_ASCII)));

    assertThat(fetch()).isEqualTo("<root/>");
    assertThat(request.get())
        .isEqualTo(
            "GET /d.xml?x HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.getLocalPort()
                + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void doesNotWaitForTheEndOfAConnectionThatIsKeptOpen() throws Exception {
    CountDownLatch fetched = new CountDownLatch(1);
    var unused =
        serve(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyand more"
                      .getBytes(StandardCharsets.US_ASCII));
              fetched.await();
            });

    assertThat(fetch()).isEqualTo("body");
    fetched.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\n\r\n<root/>",
        "HTTP/1.1 302 Found\r\n\r\n<root/>",
        "HTTP/1.1 304 Not Modified\r\nLocation: /e.xml\r\n\r\n",
        "HTTP/1.1 200 OK\r\nHost: a\r\nHost: b\r\n\r\n<root/>",
        "HTTP/1.1 404 Not Found\r\n\r\n<root/>",
        "HTTP/1.1 2000 OK\r\n\r\n<root/>",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 262145\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nthe end",
        ""
      })
  void refusesAnyAnswerThatIsNoDocument(String answer) {
    answer(answer);

    assertThatThrownBy(this::fetch).isInstanceOf(IOException.class);
  }

  @Test
  void takesADocumentOfTheLargestSizeAndNoMore() throws Exception {
    answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(HttpResponse.MAX_BODY));
    assertThat(fetch()).hasSize(HttpResponse.MAX_BODY);

    answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(HttpResponse.MAX_BODY + 1));
    assertThatThrownBy(this::fetch).hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<root/>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<root/>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<root/>\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<root/>\r\n0"
      })
  void acceptsTruncatedResponses(String answer) throws Exception {
    answer(answer);

    assertThat(fetch()).isEqualTo("<root/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nServer : kiln\r\n\r\n<root/>",
        "HTTP/1.1 200 OK\r\nServer: kiln\r\n 3\r\n\r\n<root/>",
        "HTTP/1.0 200 OK\nServer: kiln\n\n<root/>",
        "HTTP/1.1 200\r\nserver\r\n\r\n<root/>"
      })
  void acceptsInvalidHeaders(String answer) throws Exception {
    answer(answer);

    assertThat(fetch()).isEqualTo("<root/>");
  }

  @Test
  void acceptsWhatArrivedBeforeTheDeadline() throws Exception {
    CountDownLatch fetched = new CountDownLatch(1);
    var unused =
        serve(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n<root/>".getBytes(StandardCharsets.US_ASCII));
              fetched.await();
            });

    try (DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofMillis(300))) {
      assertThat(fetcher.fetch(location()).bytes()).asString().isEqualTo("<root/>");
    }
    fetched.countDown();
  }

  @Test
  void decompressesDocuments() throws Exception {
    byte[] document = "<root/>".getBytes(StandardCharsets.US_ASCII);
    for (String head :
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-encoding:X-GZIP\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n")) {
      answer(with(head, gzip(document)));
      assertThat(fetch()).isEqualTo("<root/>");
    }
    answer(with("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n", deflate(document)));
    assertThat(fetch()).isEqualTo("<root/>");
    answer(with("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", document));
    assertThat(fetch()).as("it only says so").isEqualTo("<root/>");
  }

  @Test
  void decompressesTruncatedDocuments() throws Exception {
    byte[] packed = gzip("<root/>".repeat(100).getBytes(StandardCharsets.US_ASCII));
    answer(with("HTTP/1.1 200 OK\r\n\r\n", Arrays.copyOf(packed, packed.length - 8)));
    assertThat(fetch()).startsWith("<root/>");

    answer(with("HTTP/1.1 200 OK\r\n\r\n", Arrays.copyOf(packed, 5)));
    assertThat(fetch()).isEmpty();
  }

  @Test
  void boundsDecompression() throws Exception {
    answer(with("HTTP/1.1 200 OK\r\n\r\n", gzip(new byte[HttpResponse.MAX_BODY])));
    assertThat(fetch()).hasSize(HttpResponse.MAX_BODY);

    answer(with("HTTP/1.1 200 OK\r\n\r\n", gzip(new byte[100 * 1024 * 1024])));
    assertThatThrownBy(this::fetch).hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsOneRedirectionWithinTheServer(int status) throws Exception {
    CompletableFuture<List<String>> requests =
        serveInTurn(
            "HTTP/1.1 " + status + " Moved\r\nLocation: /e.xml\r\n\r\n<html>elsewhere</html>",
            "HTTP/1.1 200 OK\r\n\r\n<root/>");

    try (DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofSeconds(10))) {
      DescriptionXml document = fetcher.fetch(location());
      assertThat(document.bytes()).asString().isEqualTo("<root/>");
      assertThat(document.from().path()).isEqualTo("/e.xml");
    }
    assertThat(requests.get().get(1)).startsWith("GET /e.xml HTTP/1.1\r\n");
  }

  @Test
  void followsNoSecondRedirection() {
    var unused =
        serveInTurn(
            "HTTP/1.1 301 Moved\r\nLocation: /e.xml\r\n\r\n",
            "HTTP/1.1 301 Moved\r\nLocation: /d.xml\r\n\r\n");

    assertThatThrownBy(this::fetch).hasMessage("it redirects twice");
  }

  @Test
  void keepsTheEncodingThatTheServerNames() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=\"windows-1251\"\r\n\r\nx");

    try (DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofSeconds(10))) {
      assertThat(fetcher.fetch(location()).charset()).isEqualTo("windows-1251");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\n", "HTTP/1.1 200\r\n", "HTTP/1.0 200 OK\r\nEXT:\r\nnone\r\n"})
  void acceptsMalformedHeaders(String head) throws Exception {
    answer(head + "content-length:  7\n\n<root/>");

    assertThat(fetch()).isEqualTo("<root/>");
  }

  @Test
  void decodesChunks() throws Exception {
    CountDownLatch fetched = new CountDownLatch(1);
    var unused =
        serve(
            out -> {
              out.write(
                  (CHUNKED + "3;x=y\r\n<ro\r\n04\r\not/>\r\n0\r\nX: y\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
              fetched.await();
            });

    assertThat(fetch()).isEqualTo("<root/>");
    fetched.countDown();
  }

  @Test
  void boundsChunkedBodies() throws Exception {
    String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
    answer(CHUNKED + chunk.repeat(HttpResponse.MAX_BODY / 4096) + "0\r\n\r\n");
    assertThat(fetch()).hasSize(HttpResponse.MAX_BODY);

    answer(CHUNKED + chunk.repeat(HttpResponse.MAX_BODY / 4096) + "1\r\nx\r\n0\r\n\r\n");
    assertThatThrownBy(this::fetch).hasMessageContaining("too large");
  }

  @Test
  void boundsTheHeaders() {
    answer("HTTP/1.1 200 OK\r\nX: " + "y".repeat(17 * 1024) + "\r\n\r\n<root/>");

    assertThatThrownBy(this::fetch).hasMessageContaining("Header Bytes Too Large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", CHUNKED + "1;", CHUNKED + "0\r\nX:"})
  void givesUpAtTheDeadlineOfASlowServer(String start) throws Exception {
    CompletableFuture<String> dripping =
        serve(
            out -> {
              out.write(start.getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write('x');
                TimeUnit.MILLISECONDS.sleep(20);
              }
            });

    long began = System.nanoTime();
    try (DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> fetcher.fetch(location())).isInstanceOf(IOException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
    assertThat(dripping.get()).isEqualTo("broken off");
  }

  @Test
  void abortsWhenClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    var unused =
        serve(
            out -> {
              asked.countDown();
              over.await();
            });
    DescriptionFetcher fetcher = new DescriptionFetcher(Duration.ofMinutes(5));
    CompletableFuture<Boolean> failed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                fetcher.fetch(location());
                return false;
              } catch (IOException e) {
                return true;
              }
            });

    asked.await();
    fetcher.close();

    assertThat(failed.get(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> fetcher.fetch(location())).isInstanceOf(IOException.class);
    over.countDown();
  }
}
