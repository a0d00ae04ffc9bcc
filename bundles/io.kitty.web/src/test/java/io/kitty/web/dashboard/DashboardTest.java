// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:from '|(?:src|href)=\")(dashboard/[^\"'#]+|\\.{1,2}/[^']+)['\"]");

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void htmlClientsGetThePageAndJsonClientsTheIndex() throws Exception {
    HttpResponse<String> page = server.send("GET", "/", "Accept", "text/html,*/*;q=0.8");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("vary")).hasValue("Accept");
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(server.get("/").body()).isEqualTo(page.body());
    assertThat(server.send("GET", "/", "Accept", "application/json").body())
        .startsWith("{\"health\"");
  }

  @Test
  void thePageLoadsOnlyFromThisServerAndHasNoInlineCode() throws Exception {
    HttpResponse<String> page = server.send("GET", "/", "Accept", "text/html");

    assertThat(page.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "trusted-types 'none'")
                    .doesNotContain("unsafe"));
    assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
  }

  @Test
  void everyReferencedFileExists() throws Exception {
    Set<String> seen = new LinkedHashSet<>(Set.of("/"));
    for (String path : Set.copyOf(seen)) {
      follow(path, seen);
    }

    assertThat(seen).hasSizeGreaterThan(20).contains("/dashboard/views/row.js");
  }

  private void follow(String path, Set<String> seen) throws Exception {
    HttpResponse<String> file = server.get(path);
    assertThat(file.statusCode()).as(path).isEqualTo(200);
    Matcher reference = REFERENCE.matcher(file.body());
    while (reference.find()) {
      String next = server.uri(path).resolve(reference.group(1)).getPath();
      if (seen.add(next)) {
        follow(next, seen);
      }
    }
  }

  @Test
  void thePageWeighsLittle() throws Exception {
    Path folder = Path.of("src/main/resources/dashboard");
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(Files.readAllBytes(file));
        }
        sum += packed.size();
      }
    }
    System.out.printf("The page weighs %.1f KB compressed%n", sum / 1024.0);

    assertThat(sum).isLessThan(150 * 1024);
  }

  @Test
  void thePageCanBeInstalled() throws Exception {
    HttpResponse<String> manifest = server.get("/dashboard/manifest.webmanifest");

    assertThat(manifest.headers().firstValue("content-type")).hasValue("application/manifest+json");
    JsonNode json = DeviceFixture.MAPPER.readTree(manifest.body());
    URI at = server.uri("/dashboard/manifest.webmanifest");
    assertThat(at.resolve(json.path("start_url").asText())).isEqualTo(server.uri("/"));
    for (JsonNode icon : json.path("icons")) {
      HttpResponse<String> file = server.get(at.resolve(icon.path("src").asText()).getPath());
      assertThat(file.headers().firstValue("content-type")).hasValue(icon.path("type").asText());
    }
    for (int size : new int[] {180, 512}) {
      try (InputStream in =
          Dashboard.class.getResourceAsStream("/dashboard/icon-" + size + ".png")) {
        assertThat(ImageIO.read(in).getWidth()).isEqualTo(size);
      }
    }
    assertThat(
            server
                .send("GET", "/", "Accept", "text/html")
                .headers()
                .allValues("content-security-policy")
                .toString())
        .contains("manifest-src 'self'");
  }

  @Test
  void cachedFilesAreNotSentAgain() throws Exception {
    HttpResponse<String> first = server.get("/dashboard/main.js");
    String etag = first.headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again = server.send("GET", "/dashboard/main.js", "If-None-Match", etag);

    assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(first.headers().firstValue("content-type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(server.send("GET", "/dashboard/main.js", "If-None-Match", "\"0\"").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/",
        "/dashboard/nothing.js",
        "/dashboard/index.html",
        "/dashboard/login.html",
        "/dashboard/..%2Findex.html",
        "/dashboard/%2e%2e/io",
        "/dashboard/hub",
        "/dashboard/hub/",
        "/dashboard//main.js",
        "/dashboard/main.js.map",
        "/io/kitty/web/Dashboard.class",
        "/dashboard/MAIN.js"
      })
  void otherPathsAreProblems(String path) throws Exception {
    assertThat(server.raw("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n"))
        .containsAnyOf(" 404 ", " 400 ")
        .contains("application/problem+json");
  }
}
