// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpClientTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int HUB_PORT = 8088;
  private static final int MAX = 1000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpClient client =
      new HttpClient(
          this::thread,
          new DestinationPolicy(
              () -> List.of(TestLinks.loopback()), address -> false, () -> Set.of(HUB_PORT)),
          timer);
  private final AtomicInteger threads = new AtomicInteger();
  private LoopbackServer server;

  private Thread thread(Runnable task) {
    threads.incrementAndGet();
    return new Thread(task);
  }

  @BeforeEach
  void listen() throws Exception {
    server = new LoopbackServer(HOST);
  }

  @AfterEach
  void close() throws Exception {
    over.countDown();
    client.close();
    server.close();
    timer.shutdownNow();
  }

  private DeviceRequest request() {
    return request(server);
  }

  private static DeviceRequest request(LoopbackServer to) {
    return DeviceRequest.get(to.address(), to.port(), "/d.xml?x").maxBody(MAX);
  }

  private DeviceResponse get() throws Exception {
    return client.send(request()).get(20, TimeUnit.SECONDS);
  }

  /** Waits for the failure of a request; returns its reason. */
  private static Reason failure(CompletableFuture<DeviceResponse> response) throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    response.whenComplete((none, why) -> failure.complete(why));
    assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(DeviceHttpException.class);
    return ((DeviceHttpException) failure.get()).reason();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void getsStatusHeadersAndBody() throws Exception {
    CompletableFuture<String> request = server.answer("HTTP/1.1 404 Gone\r\nX-Y: z\r\n\r\n<root/>");

    DeviceResponse response = get();

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("x-y")).isEqualTo("z");
    assertThat(response.header("absent")).isEmpty();
    assertThat(response.text()).isEqualTo("<root/>");
    assertThat(response.complete()).isTrue();
    assertThat(request.get())
        .isEqualTo(
            "GET /d.xml?x HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.port()
                + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void anIdleThreadIsUsedAgain() throws Exception {
    for (int i = 0; i < 30; i++) {
      CompletableFuture<String> request = server.answer("HTTP/1.1 200 OK\r\n\r\n{}");
      get();
      request.get();
    }
    assertThat(threads).hasValueLessThan(15);
  }

  @Test
  void postsWithHeaders() throws Exception {
    CompletableFuture<String> request = server.answer("HTTP/1.1 200 OK\r\n\r\n{}");
    DeviceRequest post =
        DeviceRequest.post(HOST, server.port(), "/rpc", "application/json", ascii("{1}"))
            .header("X-Api-Key", "secret")
            .header("Host", "printer");

    assertThat(client.send(post).get().text()).isEqualTo("{}");

    assertThat(request.get())
        .isEqualTo(
            "POST /rpc HTTP/1.1\r\nContent-Type: application/json\r\nHost: printer\r\n"
                + "X-Api-Key: secret\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{1}");
    assertThat(post.toString()).doesNotContain("secret");
  }

  @Test
  void doesNotWaitForTheEndOfAConnectionThatIsKeptOpen() throws Exception {
    var unused =
        server.serve(
            out -> {
              out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyand more"));
              over.await();
            });

    assertThat(get().text()).isEqualTo("body");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Host: a|Host: b||<root/>, MALFORMED",
    "HTTP/1.1 100 Continue||<root/>, MALFORMED",
    "HTTP/1.1 2000 OK||<root/>, MALFORMED",
    "SSH-2.0-x||, MALFORMED",
    "HTTP/1.1 200 OK|Transfer-Encoding: gzip||x, MALFORMED",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|, UNREACHABLE",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x||, UNREACHABLE",
    "HTTP/1.1 200 OK|Content-Length: 5||, UNREACHABLE",
    "HTTP/1.1 200 OK|Content-Length: 1001||, TOO_LARGE",
    "HTTP/1.1 200 OK|Content-Length: 999999999999999999||, TOO_LARGE",
    "HTTP/1.1 200 OK|the end, MALFORMED",
    "'', UNREACHABLE"
  })
  void refusesWhatIsNoResponse(String answer, Reason reason) throws Exception {
    server.answer(answer.replace("|", "\r\n"));

    assertThat(failure(client.send(request()))).isEqualTo(reason);
  }

  @Test
  void takesABodyOfTheLargestSizeAndNoMore() throws Exception {
    server.answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(MAX));
    assertThat(get().body()).hasSize(MAX);

    server.answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(MAX + 1));
    assertThat(failure(client.send(request()))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void boundsChunkedBodies() throws Exception {
    String chunk = "64\r\n" + "x".repeat(100) + "\r\n";
    server.answer(CHUNKED + chunk.repeat(MAX / 100) + "0\r\n\r\n");
    assertThat(get().body()).hasSize(MAX);

    server.answer(CHUNKED + chunk.repeat(MAX / 100) + "1\r\nx\r\n0\r\n\r\n");
    assertThat(failure(client.send(request()))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void boundsTheHeaders() throws Exception {
    server.answer("HTTP/1.1 200 OK\r\nX: " + "y".repeat(17 * 1024) + "\r\n\r\n<root/>");

    assertThat(failure(client.send(request()))).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<root/>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<root/>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<root/>\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<root/>\r\n0"
      })
  void acceptsTruncatedBodies(String answer) throws Exception {
    server.answer(answer);

    DeviceResponse response = get();

    assertThat(response.text()).isEqualTo("<root/>");
    assertThat(response.complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nServer : kiln\r\n\r\n<root/>",
        "HTTP/1.1 200 OK\r\nServer: kiln\r\n 3\r\n\r\n<root/>",
        "HTTP/1.0 200 OK\nServer: kiln\n\n<root/>",
        "HTTP/1.1 200\r\nserver\r\n\r\n<root/>",
        "HTTP/1.1 200 OK\ncontent-length:  7\n\n<root/>",
        "HTTP/1.1 200\r\ncontent-length:  7\n\n<root/>",
        "HTTP/1.0 200 OK\r\nEXT:\r\nnone\r\ncontent-length:  7\n\n<root/>"
      })
  void acceptsMalformedHeaders(String answer) throws Exception {
    server.answer(answer);

    assertThat(get().text()).isEqualTo("<root/>");
  }

  @Test
  void decodesChunks() throws Exception {
    var unused =
        server.serve(
            out -> {
              out.write(ascii(CHUNKED + "3;x=y\r\n<ro\r\n04\r\not/>\r\n0\r\nX: y\r\n\r\n"));
              over.await();
            });

    assertThat(get().text()).isEqualTo("<root/>");
  }

  @Test
  void followsNoRedirectionAndReadsNoBodyOfIt() throws Exception {
    try (LoopbackServer other = new LoopbackServer(TestLinks.address("127.0.0.2"))) {
      CompletableFuture<String> elsewhere = other.answer("HTTP/1.1 200 OK\r\n\r\nx");
      String location = "http://127.0.0.2:" + other.port() + "/";
      var unused =
          server.serve(
              out -> {
                out.write(ascii("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n<html>"));
                over.await();
              });

      DeviceResponse response = get();

      assertThat(response.status()).isEqualTo(302);
      assertThat(response.header("Location")).isEqualTo(location);
      assertThat(response.body()).isEmpty();
      assertThat(elsewhere).isNotDone();
    }
  }

  @Test
  void acceptsWhatArrivedBeforeTheDeadline() throws Exception {
    var unused =
        server.serve(
            out -> {
              out.write(ascii("HTTP/1.1 200 OK\r\n\r\n<root/>"));
              over.await();
            });

    DeviceResponse response = client.send(request().timeout(Duration.ofMillis(300))).get();

    assertThat(response.text()).isEqualTo("<root/>");
    assertThat(response.complete()).isFalse();
    assertThat(response.took()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", CHUNKED + "1;", CHUNKED + "0\r\nX:"})
  void endsAtTheDeadlineOfASlowServer(String start) throws Exception {
    CompletableFuture<String> dripping =
        server.serve(
            out -> {
              out.write(ascii(start));
              while (true) {
                out.write('x');
                TimeUnit.MILLISECONDS.sleep(20);
              }
            });

    long began = System.nanoTime();
    assertThat(failure(client.send(request().timeout(Duration.ofMillis(300)))))
        .isEqualTo(Reason.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
    assertThat(dripping.get()).isEqualTo("broken off");
  }

  @Test
  void noServerDelaysAnother() throws Exception {
    List<LoopbackServer> servers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      servers.add(new LoopbackServer(TestLinks.address("127.0.1." + (i + 1))));
    }
    servers.get(0).serve(out -> over.await());
    servers
        .get(1)
        .serve(
            out -> {
              while (true) {
                out.write('H');
                TimeUnit.SECONDS.sleep(1);
              }
            });
    servers
        .get(2)
        .serve(
            out -> {
              out.write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
              for (int i = 0; i < 100; i++) {
                out.write(new byte[1024 * 1024]);
              }
            });
    servers.get(3).answer("HTTP/1.1 200 OK\r\n\r\nprompt");

    List<CompletableFuture<DeviceResponse>> responses =
        servers.stream()
            .map(each -> client.send(request(each).timeout(Duration.ofSeconds(3))))
            .toList();

    assertThat(responses.get(3).get().text()).isEqualTo("prompt");
    assertThat(failure(responses.get(2))).isEqualTo(Reason.TOO_LARGE);
    assertThat(responses.get(0)).as("silent").isNotDone();
    assertThat(responses.get(1)).as("slow").isNotDone();
    assertThat(failure(responses.get(0))).isEqualTo(Reason.TIMEOUT);
    assertThat(failure(responses.get(1))).isIn(Reason.TIMEOUT, Reason.MALFORMED);
    for (LoopbackServer each : servers) {
      each.close();
    }
  }

  @Test
  void sendsOneRequestAtATimeToAnAddressAndRefusesTooMany() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    var unused =
        server.serve(
            out -> {
              asked.countDown();
              over.await();
              out.write(ascii("HTTP/1.1 200 OK\r\n\r\nfirst"));
            });
    CompletableFuture<DeviceResponse> first = client.send(request());
    asked.await();
    CompletableFuture<String> second = server.answer("HTTP/1.1 200 OK\r\n\r\nsecond");
    CompletableFuture<DeviceResponse> next = client.send(request());
    for (int i = 0; i < 15; i++) {
      assertThat(client.send(request())).isNotDone();
    }

    assertThat(failure(client.send(request()))).isEqualTo(Reason.BUSY);
    assertThat(second).isNotDone();
    over.countDown();
    assertThat(first.get().text()).isEqualTo("first");
    assertThat(next.get().text()).isEqualTo("second");
  }

  @Test
  void sendsNothingToTheHubItself() throws Exception {
    assertThat(failure(client.send(DeviceRequest.get(HOST, HUB_PORT, "/"))))
        .isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void abortsAllWhenClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    var unused =
        server.serve(
            out -> {
              asked.countDown();
              over.await();
            });
    CompletableFuture<DeviceResponse> running = client.send(request());
    CompletableFuture<DeviceResponse> waiting = client.send(request());

    asked.await();
    client.close();

    assertThat(failure(running)).isEqualTo(Reason.CLOSED);
    assertThat(failure(waiting)).isEqualTo(Reason.CLOSED);
    assertThat(failure(client.send(request()))).isEqualTo(Reason.CLOSED);
  }

  @Test
  void saysThatNothingListens() throws Exception {
    server.close();

    assertThat(failure(client.send(request()))).isEqualTo(Reason.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection", "content-length", "X Y", "X\r\nY", ""})
  void refusesHeadersOfTheConnection(String name) {
    assertThatThrownBy(() -> request().header(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "/a b", "/a\r\nX: y", "http://127.0.0.1/"})
  void refusesPathsThatAreNone(String path) {
    assertThatThrownBy(() -> DeviceRequest.get(HOST, 1, path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid path of a request to a device");
  }
}
