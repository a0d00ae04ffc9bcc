// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeHttp;
import io.kitty.testkit.TestLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionFetcherTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");

  private final FakeHttp http = new FakeContext().http();
  private final DescriptionUrl location =
      DescriptionUrl.of("http://127.0.0.1:81/d.xml?x", HOST).orElseThrow();

  /** Answers requests one after the other. */
  private void answer(DeviceResponse... responses) {
    int before = http.requests().size();
    http.respond(request -> responses[http.requests().size() - 1 - before]);
  }

  private void answer(byte[] body) {
    answer(new DeviceResponse(200, Map.of(), body, true, Duration.ZERO));
  }

  private static DeviceResponse redirection(int status, String target) {
    return FakeHttp.response(status, Map.of("Location", target), "");
  }

  private String fetch() throws Exception {
    return new String(document().bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the document, or throws why there is none. */
  private DescriptionXml document() throws Exception {
    try {
      return new DescriptionFetcher(http).fetch(location).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
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

  @Test
  void asksTheServerForTheDocument() throws Exception {
    answer(FakeHttp.response(200, "<root/>"));

    assertThat(fetch()).isEqualTo("<root/>");

    DeviceRequest request = http.requests().get(0);
    assertThat(request).hasToString("GET http://127.0.0.1:81/d.xml");
    assertThat(request.path()).isEqualTo("/d.xml?x");
    assertThat(request.headers()).isEqualTo(Map.of("Host", "127.0.0.1:81"));
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(request.maxBody()).isEqualTo(256 * 1024);
  }

  @Test
  void takesWhatWasReceivedOfATruncatedDocument() throws Exception {
    byte[] body = "<root>".getBytes(StandardCharsets.US_ASCII);
    answer(new DeviceResponse(200, Map.of(), body, false, Duration.ZERO));

    assertThat(fetch()).isEqualTo("<root>");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304, 404, 500})
  void refusesAnswersThatAreNoDocument(int status) {
    answer(redirection(status, "/e.xml"));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage("the answer is of status " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/, it redirects to another server",
    "http://192.0.2.1/, it redirects to another server",
    "'', the answer does not say where the document is"
  })
  void refusesRedirectionsToElsewhere(String target, String message) {
    answer(redirection(302, target));

    assertThatThrownBy(this::fetch).isInstanceOf(IOException.class).hasMessage(message);
    assertThat(http.requests()).hasSize(1);
  }

  @Test
  void decompressesDocuments() throws Exception {
    byte[] document = "<root/>".getBytes(StandardCharsets.US_ASCII);
    for (byte[] body : List.of(gzip(document), deflate(document), document)) {
      answer(body);
      assertThat(fetch()).isEqualTo("<root/>");
    }
  }

  @Test
  void decompressesTruncatedDocuments() throws Exception {
    byte[] packed = gzip("<root/>".repeat(100).getBytes(StandardCharsets.US_ASCII));
    answer(Arrays.copyOf(packed, packed.length - 8));
    assertThat(fetch()).startsWith("<root/>");

    answer(Arrays.copyOf(packed, 5));
    assertThat(fetch()).isEmpty();
  }

  @Test
  void boundsDecompression() throws Exception {
    answer(gzip(new byte[DescriptionFetcher.MAX_BODY]));
    assertThat(fetch()).hasSize(DescriptionFetcher.MAX_BODY);

    answer(gzip(new byte[100 * 1024 * 1024]));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsOneRedirectionWithinTheServer(int status) throws Exception {
    answer(
        new DeviceResponse(
            status, Map.of("Location", "/e.xml"), new byte[0], true, Duration.ofSeconds(4)),
        FakeHttp.response(200, "<root/>"));

    DescriptionXml document = document();

    assertThat(document.bytes()).asString().isEqualTo("<root/>");
    assertThat(document.from().path()).isEqualTo("/e.xml");
    assertThat(http.requests().get(1).path()).isEqualTo("/e.xml");
    assertThat(http.requests().get(1).timeout()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void followsNoSecondRedirection() {
    answer(redirection(301, "/e.xml"), redirection(301, "/d.xml"));

    assertThatThrownBy(this::fetch).hasMessage("it redirects twice");
  }

  @Test
  void aRedirectionThatTookAllOfTheTimeIsNotFollowed() {
    answer(
        new DeviceResponse(
            301, Map.of("Location", "/e.xml"), new byte[0], true, Duration.ofSeconds(10)));

    assertThatThrownBy(this::fetch).hasMessage("it takes too long");
  }

  @Test
  void keepsTheEncodingThatTheServerNames() throws Exception {
    answer(
        FakeHttp.response(200, Map.of("Content-Type", "text/xml; charset=\"windows-1251\""), "x"));

    assertThat(document().charset()).isEqualTo("windows-1251");
  }
}
