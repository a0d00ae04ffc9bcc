// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP interface: paging, host names, limits. */
class RestIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

  private static HubProcess hub;
  private static UpnpDevice kiln;
  private static UpnpDevice lamp;
  private static UpnpDevice saw;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("rest");
    hub.configure("io.kitty.web", "rate", "20");
    hub.configure("io.kitty.web", "hosts", "hub.example.org");
    hub.start();
    kiln = new UpnpDevice("Kiln", "127.0.12.2");
    lamp = new UpnpDevice("Lamp", "127.0.12.3");
    saw = new UpnpDevice("Saw", "127.0.12.4");
    appear(kiln, "{\"room\": \"Shed\", \"tags\": [\"hot\"]}");
    appear(lamp, "{\"name\": \"Nightlight\", \"ignored\": true}");
    appear(saw, "{\"room\": \"Shed\"}");
  }

  @AfterAll
  static void stop() throws Exception {
    for (UpnpDevice device : new UpnpDevice[] {kiln, lamp, saw}) {
      if (device != null) {
        device.close();
      }
    }
    if (hub != null) {
      hub.close();
    }
  }

  private static void appear(UpnpDevice device, String user) throws Exception {
    device.alive();
    await(device.id())
        .atMost(SOON)
        .until(() -> hub.rest().send("GET", path(device)).body().contains("Kiln 3"));
    say(device, user);
  }

  private static void say(UpnpDevice device, String user) throws Exception {
    assertThat(hub.rest().send("PUT", path(device) + "/user", user).statusCode()).isEqualTo(200);
  }

  private static String path(UpnpDevice device) {
    return "/devices/" + device.id();
  }

  @Test
  void aListIsFilteredByRoomTagNameAndIgnored() throws Exception {
    assertThat(ids("/devices")).contains(kiln.id(), saw.id()).doesNotContain(lamp.id());
    assertThat(ids("/devices?room=shed")).containsExactly(kiln.id(), saw.id());
    assertThat(ids("/devices?tag=HOT,cold")).containsExactly(kiln.id());
    assertThat(ids("/devices?ignored=true")).containsExactly(lamp.id());
    assertThat(ids("/devices?ignored=all&q=nightlight")).containsExactly(lamp.id());
    assertThat(ids("/devices?q=nightlight")).isEmpty();
  }

  @Test
  void aListIsFilteredByTheTimeOfChange() throws Exception {
    Instant start = Instant.now();
    say(saw, "{\"note\": \"blunt at %s\"}".formatted(start));

    assertThat(ids("/devices?since=%d.%03d".formatted(start.getEpochSecond(), millis(start))))
        .containsExactly(saw.id());
    assertThat(ids("/devices?since=4000000000")).isEmpty();
    assertThat(ids("/devices?since=0&room=shed")).containsExactly(kiln.id(), saw.id());
  }

  private static int millis(Instant time) {
    return time.getNano() / 1_000_000;
  }

  @Test
  void aListIsReadInPagesAndWithSomeMembers() throws Exception {
    List<String> all = ids("/devices?ignored=all");
    assertThat(all).hasSizeGreaterThanOrEqualTo(3);

    List<String> read = new ArrayList<>();
    String next = "/devices?ignored=all&limit=2&fields=id,ip";
    while (!next.isEmpty()) {
      HttpResponse<String> part = hub.rest().send("GET", next);
      JsonNode devices = Rest.parse(part.body());
      assertThat(devices.size()).isBetween(1, 2);
      devices.forEach(
          device -> assertThat(device.fieldNames()).toIterable().containsExactly("id", "ip"));
      read.addAll(Rest.each(devices, "id"));
      Matcher link = NEXT.matcher(part.headers().firstValue("link").orElse(""));
      next = link.matches() ? link.group(1) : "";
    }

    assertThat(read).isEqualTo(all);
  }

  @Test
  void unknownParametersAreRefusedEverywhere() throws Exception {
    for (String path :
        List.of(
            "/devices?colour=red",
            path(kiln) + "?colour=red",
            "/events?colour=red",
            "/health?colour=red",
            "/events?presence=gone",
            "/devices?since=yesterday",
            "/devices?limit=0",
            "/devices?cursor=x",
            "/devices?fields=colour",
            "/devices?ignored=perhaps")) {
      HttpResponse<String> answer = hub.rest().send("GET", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body()).as(path).contains("allowed");
    }
  }

  @Test
  void ignoredMeansTheSameToEventsConsoleAndMetrics() throws Exception {
    try (EventFeed all = events("/events");
        EventFeed shed = events("/events?room=shed")) {
      await().atMost(SOON).until(() -> !all.events("snapshot").isEmpty());
      await().atMost(SOON).until(() -> !shed.events("snapshot").isEmpty());
      say(lamp, "{\"note\": \"seen by nobody\"}");
      say(saw, "{\"room\": \"Hall\"}");
      await().atMost(SOON).until(() -> all.devices("changed").contains(saw.id()));
      await().atMost(SOON).until(() -> shed.devices("departed").contains(saw.id()));
      say(saw, "{\"room\": \"Shed\"}");
      await().atMost(SOON).until(() -> shed.devices("appeared").contains(saw.id()));

      assertThat(Rest.each(all.events("snapshot").get(0).data(), "id")).doesNotContain(lamp.id());
      assertThat(Rest.each(shed.events("snapshot").get(0).data(), "id"))
          .containsExactly(kiln.id(), saw.id());
      assertThat(all.events()).noneMatch(event -> event.device().equals(lamp.id()));
    }
    assertThat(hub.console("kitty:devices --json")).contains(kiln.id()).doesNotContain(lamp.id());
    assertThat(hub.console("kitty:devices --json --ignored")).contains(lamp.id());
    assertThat(sum("kitty_devices{")).isEqualTo(ids("/devices?presence=all").size());
  }

  @Test
  void cachedContentIsNotSentAgain() throws Exception {
    String path = "/devices?fields=id,user";
    String etag = ask(path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again = ask(path, "If-None-Match", etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    say(kiln, "{\"note\": \"lit at %s\"}".formatted(Instant.now()));
    HttpResponse<String> changed = ask(path, "If-None-Match", etag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("etag").orElseThrow()).isNotEqualTo(etag);
  }

  @Test
  void responsesAreCompressedButEventsAreNot() throws Exception {
    HttpResponse<byte[]> zipped =
        ask("/openapi.json", BodyHandlers.ofByteArray(), "Accept-Encoding", "gzip");
    assertThat(zipped.headers().firstValue("content-encoding")).hasValue("gzip");
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(), UTF_8);
    assertThat(text).isEqualTo(ask("/openapi.json").body());

    HttpResponse<Stream<String>> events =
        ask("/events", BodyHandlers.ofLines(), "Accept-Encoding", "gzip");
    assertThat(events.headers().firstValue("content-encoding")).isEmpty();
    try (EventFeed feed = new EventFeed(events.body())) {
      await().atMost(SOON).until(() -> !feed.events("snapshot").isEmpty());
    }
  }

  @Test
  void aForgottenDeviceAppearsWhenSeenAgain() throws Exception {
    try (UpnpDevice guest = new UpnpDevice("Guest", "127.0.12.5");
        EventFeed feed = events("/events")) {
      appear(guest, "{\"room\": \"Attic\"}");
      assertThat(hub.rest().sendUnknown("DELETE", path(guest)).statusCode()).isEqualTo(401);

      assertThat(hub.rest().send("DELETE", path(guest)).statusCode()).isEqualTo(204);

      assertThat(hub.rest().send("GET", path(guest)).statusCode()).isEqualTo(404);
      assertThat(hub.rest().send("DELETE", path(guest)).statusCode()).isEqualTo(404);
      await().atMost(SOON).until(() -> feed.devices("departed").contains(guest.id()));
      guest.alive();
      await().atMost(SOON).until(() -> hub.rest().send("GET", path(guest)).statusCode() == 200);
    }
  }

  @Test
  void theVersionIsReported() throws Exception {
    String version = hub.rest().json("/health").path("version").asText();

    assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Rest.parse(ask("/openapi.json").body()).at("/info/version").asText())
        .isEqualTo(version);
  }

  @Test
  void namesOfTheHomeNetworkAreServed() throws Exception {
    for (String name :
        List.of("kitty.home", "kitty.fritz.box", "kitty.localdomain", "kitty.home.arpa")) {
      assertThat(raw("/health", "Host: " + name)).as(name).startsWith("HTTP/1.1 200");
    }
    assertThat(raw("/health", "Host: hub.example.org:80")).startsWith("HTTP/1.1 200");
    assertThat(raw("/health", "Host: evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  void browsersGetAPageAndProgramsJson() throws Exception {
    HttpResponse<String> page = ask("/devices/host:192.0.2.1", "Accept", "text/html,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("<h1>Not Found</h1>");

    HttpResponse<String> problem = ask("/devices/host:192.0.2.1", "Accept", "*/*");
    assertThat(problem.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @Test
  void requestsForForeignNamesAreLoggedOnce() throws Exception {
    double before = sum("kitty_http_requests_total{code=\"421\"}");

    for (int i = 0; i < 100; i++) {
      raw("/health", "Host: evil.example");
    }

    assertThat(sum("kitty_http_requests_total{code=\"421\"}")).isGreaterThanOrEqualTo(before + 100);
    assertThat(hub.log().lines().filter(line -> line.contains("names that are not this server's")))
        .hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "[::1", "a:99999", "a/b", "a:b"})
  void invalidRequestsAreLoggedRarely(String host) throws Exception {
    double before = sum("kitty_http_malformed_total");
    long lines = ofItsServer();

    for (int i = 0; i < 20; i++) {
      assertThat(raw("/health", "Host: " + host)).startsWith("HTTP/1.1 400 ");
    }

    assertThat(sum("kitty_http_malformed_total")).isGreaterThanOrEqualTo(before + 20);
    assertThat(ofItsServer()).isLessThanOrEqualTo(lines + 2);
    assertThat(hub.log()).doesNotContain("\tat org.eclipse.jetty");
  }

  private static long ofItsServer() throws IOException {
    return hub.log()
        .lines()
        .filter(line -> line.contains(" o.e.j.") || line.contains("Requests that are no HTTP"))
        .count();
  }

  @Test
  void failedAcceptsAreLoggedRarely() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (DescriptorLimit limit = new DescriptorLimit(hub.pid())) {
      for (int i = 0; i < 50; i++) {
        sockets.add(new Socket("127.0.0.1", hub.httpPort()));
      }
      await().atMost(SOON).until(() -> hub.log().contains("could not be accepted"));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    await().atMost(SOON).until(() -> hub.rest().get("/health").statusCode() == 200);
    assertThat(sum("kitty_http_accept_failures_total")).isPositive();
    assertThat(hub.log().lines().filter(line -> line.contains("could not be accepted")))
        .hasSizeBetween(1, 2);
  }

  @Test
  void aProgramWithTooManyRequestsDelaysNoOther() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    Thread flood = new Thread(() -> flood(refused));
    flood.start();
    try {
      await("the limit").atMost(SOON).until(() -> refused.get() > 20);
      int before = refused.get();

      String other = "exec 3<>/dev/tcp/127.0.0.1/%d; printf 'GET /devices HTTP/1.1\\r\\n%s' >&3;";
      String headers = "Host: localhost\\r\\n\\r\\n";
      for (int i = 0; i < 5; i++) {
        String line = run("bash", "-c", other.formatted(hub.httpPort(), headers) + "head -1 <&3");
        assertThat(line).startsWith("HTTP/1.1 200");
        assertThat(hub.rest().get("/health").statusCode()).isEqualTo(200);
        assertThat(ask("/devices?limit=1").statusCode()).isEqualTo(200);
      }
      await("more refusals").atMost(SOON).until(() -> refused.get() > before + 20);
    } finally {
      flood.interrupt();
      flood.join();
    }
  }

  private static void flood(AtomicInteger refused) {
    try {
      while (!Thread.interrupted()) {
        if (hub.rest().get("/devices?limit=1").statusCode() == 429) {
          refused.incrementAndGet();
        }
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return output;
  }

  /** Sends a request with headers that Java's client does not allow. */
  private static String raw(String path, String header) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", hub.httpPort())) {
      String request = "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(path, header);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private HttpResponse<String> ask(String path, String... headers) throws Exception {
    return ask(path, BodyHandlers.ofString(), headers);
  }

  private EventFeed events(String path) throws Exception {
    return new EventFeed(ask(path, BodyHandlers.ofLines()).body());
  }

  /** Sends a request with the token, which has its own rate limit. */
  private <T> HttpResponse<T> ask(String path, BodyHandler<T> body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.httpPort() + path))
            .header(
                "Authorization",
                "Bearer " + Files.readString(hub.data().resolve("kitty/web.token")).strip());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), body);
  }

  private static List<String> ids(String path) throws Exception {
    HttpResponse<String> answer = hub.rest().send("GET", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Rest.each(Rest.parse(answer.body()), "id");
  }

  /** Returns the sum of a metric over its labels. */
  private static double sum(String metric) throws Exception {
    return hub.rest()
        .send("GET", "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
