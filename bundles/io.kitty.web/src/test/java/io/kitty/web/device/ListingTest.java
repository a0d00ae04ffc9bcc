// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.web.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paging, entity tags and compression of lists. */
class ListingTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final AtomicInteger written = new AtomicInteger();
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer(
            TestServer.SETTINGS,
            new FakeCodec() {
              @Override
              public String json(Collection<Device> devices) {
                written.addAndGet(devices.size());
                return super.json(devices);
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 11})
  void thePagesMakeTheWholeList(int limit) throws Exception {
    IntStream.range(0, 10).mapToObj(TestDevices::host).forEach(server.hub::add);
    server.hub.add(TestDevices.departed(TestDevices.host(20)));

    List<String> ids = new ArrayList<>();
    for (String path = "/devices?limit=" + limit; !path.isEmpty(); ) {
      HttpResponse<String> part = server.get(path);
      ids.addAll(ids(part.body()));
      path = next(part);
    }

    assertThat(ids).isEqualTo(ids(server.get("/devices").body())).hasSize(10);
  }

  @Test
  void theNextPageKeepsTheOtherParameters() throws Exception {
    server.hub.add(
        TestDevices.host(1), TestDevices.printer(2), TestDevices.host(3), TestDevices.host(4));

    String next = next(server.get("/devices?kind=host&q=192.0%2E2&limit=2"));

    assertThat(next).contains("kind=host", "limit=2", "cursor=");
    assertThat(ids(server.get(next).body())).containsExactly("host:192.0.2.6");
  }

  @Test
  void appearingAndDepartingDevicesMoveNoOtherToAnotherPage() throws Exception {
    server.hub.add(
        TestDevices.host(10), TestDevices.host(20), TestDevices.host(30), TestDevices.host(40));
    HttpResponse<String> first = server.get("/devices?limit=2");

    server.hub.add(TestDevices.host(5), TestDevices.host(35));
    server.hub.forget(TestDevices.host(20).id());

    assertThat(ids(first.body())).containsExactly("host:192.0.2.12", "host:192.0.2.22");
    assertThat(ids(server.get(next(first)).body()))
        .containsExactly("host:192.0.2.32", "host:192.0.2.37");
  }

  @Test
  void aCachedListIsNotSentAgain() throws Exception {
    server.hub.add(TestDevices.host(1), TestDevices.host(2));
    String tag = tag(server.get("/devices?kind=host"));
    int before = written.get();

    HttpResponse<String> same = get("/devices?kind=host", tag);

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(tag(same)).isEqualTo(tag);
    assertThat(same.headers().firstValue("cache-control")).hasValue("private, no-cache");
    assertThat(written).hasValue(before);
    assertThat(get("/devices?kind=host", "\"x\", " + tag).statusCode()).isEqualTo(304);
    assertThat(get("/devices?kind=host", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void eachChangeChangesTheTag() throws Exception {
    server.hub.add(TestDevices.host(1));
    String tag = tag(server.get("/devices"));

    server.hub.add(TestDevices.host(2));

    HttpResponse<String> changed = get("/devices", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(ids(changed.body())).hasSize(2);
    server.hub.forget(TestDevices.host(2).id());
    assertThat(get("/devices", tag(changed)).statusCode()).isEqualTo(200);
  }

  @Test
  void noTagIsValidAfterARestart() throws Exception {
    server.hub.add(TestDevices.host(1));
    String before = tag(server.get("/devices"));
    try (TestServer restarted = new TestServer()) {
      restarted.hub.add(TestDevices.host(1));
      assertThat(restarted.hub.revision()).isEqualTo(server.hub.revision());

      assertThat(restarted.send("GET", "/devices", "If-None-Match", before).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void sightingsChangeTheTagOnlyWithTimeMembers() throws Exception {
    server.hub.add(TestDevices.host(1));
    String whole = tag(server.get("/devices"));
    String times = tag(server.get("/devices?fields=id,last_seen"));
    String names = tag(server.get("/devices?fields=id,name"));

    server.hub.seeAgain(TestDevices.host(1));

    assertThat(get("/devices", whole).statusCode()).isEqualTo(200);
    assertThat(get("/devices?fields=id,last_seen", times).statusCode()).isEqualTo(200);
    assertThat(get("/devices?fields=id,name", names).statusCode()).isEqualTo(304);
  }

  @Test
  void eachDeviceHasItsOwnTag() throws Exception {
    server.hub.add(TestDevices.host(1));
    String tag = tag(server.get("/devices/host:192.0.2.3"));

    server.hub.add(TestDevices.host(2));

    assertThat(get("/devices/host:192.0.2.3", tag).statusCode()).isEqualTo(304);
    assertThat(get("/devices/host:192.0.2.4", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void longResponsesAreCompressedOnRequest() throws Exception {
    for (int i = 0; i < 1000; i++) {
      server.hub.add(TestDevices.withId(TestDevices.host(0), DeviceId.of("x", "n" + i)));
    }
    String plain = server.get("/devices").body();

    HttpResponse<byte[]> zipped = zipped("/devices");

    assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(zipped.headers().firstValue("vary").orElse("")).contains("Accept-Encoding");
    assertThat(zipped.body().length).isLessThan(plain.length() / 3);
    assertThat(unzip(zipped.body())).isEqualTo(plain);
    assertThat(unzip(zipped("/openapi.json").body())).isEqualTo(server.get("/openapi.json").body());
    assertThat(unzip(zipped("/metrics").body())).contains("kitty_health");
    assertThat(unzip(zipped("/dashboard/main.js").body()))
        .isEqualTo(server.get("/dashboard/main.js").body());
  }

  @Test
  void theTagOfACompressedResponseIsAccepted() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.hub.add(TestDevices.host(i));
    }
    String tag = zipped("/devices").headers().firstValue("etag").orElseThrow();

    assertThat(zipped("/devices", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(zipped("/openapi.json", "If-None-Match", tag("/openapi.json")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void shortResponsesAndStreamsAreNotCompressed() throws Exception {
    assertThat(zipped("/devices").headers().firstValue("content-encoding")).isEmpty();
    String head =
        server.raw(
            "HEAD /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Accept-Encoding: gzip\r\n\r\n");
    assertThat(head).contains("text/event-stream").doesNotContain("gzip");
  }

  private HttpResponse<String> get(String path, String tag) throws Exception {
    return server.send("GET", path, "If-None-Match", tag);
  }

  private String tag(String path) throws Exception {
    return zipped(path).headers().firstValue("etag").orElseThrow();
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }

  private HttpResponse<byte[]> zipped(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path)).header("Accept-Encoding", "gzip");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String unzip(byte[] bytes) throws Exception {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the target of the header Link; {@code ""} without one. */
  private static String next(HttpResponse<String> part) {
    Optional<String> link = part.headers().firstValue("link");
    assertThat(link.orElse("<>; rel=\"next\"")).matches("<[^>]*>; rel=\"next\"");
    return link.map(value -> value.substring(1, value.indexOf('>'))).orElse("");
  }

  private static List<String> ids(String body) {
    return ID.matcher(body).results().map(found -> found.group(1)).toList();
  }
}
