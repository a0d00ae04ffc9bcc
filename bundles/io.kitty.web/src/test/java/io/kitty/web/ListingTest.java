// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
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

/** Lists in parts, lists that the client has already, and lists that are compressed. */
class ListingTest {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final AtomicInteger written = new AtomicInteger();
  private TestServer site;

  @BeforeEach
  void start() throws Exception {
    site =
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
    site.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 11})
  void thePartsMakeTheWhole(int limit) throws Exception {
    IntStream.range(0, 10).mapToObj(TestDevices::host).forEach(site.hub::add);
    site.hub.add(TestDevices.departed(TestDevices.host(20)));

    List<String> ids = new ArrayList<>();
    for (String path = "/devices?limit=" + limit; !path.isEmpty(); ) {
      HttpResponse<String> part = site.get(path);
      ids.addAll(ids(part.body()));
      path = next(part);
    }

    assertThat(ids).isEqualTo(ids(site.get("/devices").body())).hasSize(10);
  }

  @Test
  void aPartKeepsTheOtherParameters() throws Exception {
    site.hub.add(
        TestDevices.host(1), TestDevices.printer(2), TestDevices.host(3), TestDevices.host(4));

    String next = next(site.get("/devices?kind=host&q=192.0%2E2&limit=2"));

    assertThat(next).contains("kind=host", "limit=2", "cursor=");
    assertThat(ids(site.get(next).body())).containsExactly("host:192.0.2.6");
  }

  @Test
  void whatComesAndGoesMovesNothingToAnotherPart() throws Exception {
    site.hub.add(
        TestDevices.host(10), TestDevices.host(20), TestDevices.host(30), TestDevices.host(40));
    HttpResponse<String> first = site.get("/devices?limit=2");

    site.hub.add(TestDevices.host(5), TestDevices.host(35));
    site.hub.forget(TestDevices.host(20).id());

    assertThat(ids(first.body())).containsExactly("host:192.0.2.12", "host:192.0.2.22");
    assertThat(ids(site.get(next(first)).body()))
        .containsExactly("host:192.0.2.32", "host:192.0.2.37");
  }

  @Test
  void aListThatTheClientHasIsNotWrittenAgain() throws Exception {
    site.hub.add(TestDevices.host(1), TestDevices.host(2));
    String tag = tag(site.get("/devices?kind=host"));
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
  void eachChangeMakesTheListAnother() throws Exception {
    site.hub.add(TestDevices.host(1));
    String tag = tag(site.get("/devices"));

    site.hub.add(TestDevices.host(2));

    HttpResponse<String> changed = get("/devices", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(ids(changed.body())).hasSize(2);
    site.hub.forget(TestDevices.host(2).id());
    assertThat(get("/devices", tag(changed)).statusCode()).isEqualTo(200);
  }

  @Test
  void noTagOutlivesTheServer() throws Exception {
    site.hub.add(TestDevices.host(1));
    String before = tag(site.get("/devices"));
    try (TestServer restarted = new TestServer()) {
      restarted.hub.add(TestDevices.host(1));
      assertThat(restarted.hub.revision()).isEqualTo(site.hub.revision());

      assertThat(restarted.send("GET", "/devices", "If-None-Match", before).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void beingSeenAgainCountsOnlyWhereTimesAreAskedFor() throws Exception {
    site.hub.add(TestDevices.host(1));
    String whole = tag(site.get("/devices"));
    String times = tag(site.get("/devices?fields=id,last_seen"));
    String names = tag(site.get("/devices?fields=id,name"));

    site.hub.seeAgain(TestDevices.host(1));

    assertThat(get("/devices", whole).statusCode()).isEqualTo(200);
    assertThat(get("/devices?fields=id,last_seen", times).statusCode()).isEqualTo(200);
    assertThat(get("/devices?fields=id,name", names).statusCode()).isEqualTo(304);
  }

  @Test
  void oneDeviceHasATagOfItsOwn() throws Exception {
    site.hub.add(TestDevices.host(1));
    String tag = tag(site.get("/devices/host:192.0.2.3"));

    site.hub.add(TestDevices.host(2));

    assertThat(get("/devices/host:192.0.2.3", tag).statusCode()).isEqualTo(304);
    assertThat(get("/devices/host:192.0.2.4", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void aLongAnswerIsCompressedForWhoAcceptsIt() throws Exception {
    for (int i = 0; i < 1000; i++) {
      site.hub.add(TestDevices.withId(TestDevices.host(0), DeviceId.of("x", "n" + i)));
    }
    String plain = site.get("/devices").body();

    HttpResponse<byte[]> zipped = zipped("/devices");

    assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(zipped.headers().firstValue("vary").orElse("")).contains("Accept-Encoding");
    assertThat(zipped.body().length).isLessThan(plain.length() / 3);
    assertThat(unzip(zipped.body())).isEqualTo(plain);
    assertThat(unzip(zipped("/openapi.json").body())).isEqualTo(site.get("/openapi.json").body());
    assertThat(unzip(zipped("/metrics").body())).contains("kitty_health");
    assertThat(unzip(zipped("/dashboard/main.js").body()))
        .isEqualTo(site.get("/dashboard/main.js").body());
  }

  @Test
  void theTagOfACompressedAnswerIsKnownToo() throws Exception {
    for (int i = 0; i < 100; i++) {
      site.hub.add(TestDevices.host(i));
    }
    String tag = zipped("/devices").headers().firstValue("etag").orElseThrow();

    assertThat(zipped("/devices", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(zipped("/openapi.json", "If-None-Match", tag("/openapi.json")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void aShortAnswerAndAStreamAreNotCompressed() throws Exception {
    assertThat(zipped("/devices").headers().firstValue("content-encoding")).isEmpty();
    String head =
        site.raw(
            "HEAD /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Accept-Encoding: gzip\r\n\r\n");
    assertThat(head).contains("text/event-stream").doesNotContain("gzip");
  }

  private HttpResponse<String> get(String path, String tag) throws Exception {
    return site.send("GET", path, "If-None-Match", tag);
  }

  private String tag(String path) throws Exception {
    return zipped(path).headers().firstValue("etag").orElseThrow();
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("etag").orElseThrow();
  }

  private HttpResponse<byte[]> zipped(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.uri(path)).header("Accept-Encoding", "gzip");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return site.client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String unzip(byte[] bytes) throws Exception {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where the header Link leads to; {@code ""} where there is none. */
  private static String next(HttpResponse<String> part) {
    Optional<String> link = part.headers().firstValue("link");
    assertThat(link.orElse("<>; rel=\"next\"")).matches("<[^>]*>; rel=\"next\"");
    return link.map(value -> value.substring(1, value.indexOf('>'))).orElse("");
  }

  private static List<String> ids(String body) {
    return ID.matcher(body).results().map(found -> found.group(1)).toList();
  }
}
