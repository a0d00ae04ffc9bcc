// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionUrlTest {

  private static final InetAddress SENDER = TestLinks.address("192.0.2.7");

  private static DescriptionUrl at(String text) {
    return DescriptionUrl.of(text, SENDER).orElseThrow();
  }

  @Test
  void exposesItsParts() {
    DescriptionUrl location = at("http://192.0.2.7:8080/a/b.xml?c=d");

    assertThat(location.host()).isEqualTo(SENDER);
    assertThat(location.port()).isEqualTo(8080);
    assertThat(location.path()).isEqualTo("/a/b.xml?c=d");
    assertThat(location.authority()).isEqualTo("192.0.2.7:8080");
  }

  @Test
  void mayLeaveOutPortAndPath() {
    DescriptionUrl location = at("HTTP://192.0.2.7");

    assertThat(location.port()).isEqualTo(80);
    assertThat(location.path()).isEqualTo("/");
    assertThat(location.authority()).isEqualTo("192.0.2.7");
  }

  @Test
  void mayHaveAnIpv6LiteralWithAZone() {
    Optional<DescriptionUrl> location =
        DescriptionUrl.of("http://[fe80::1%eth0]:81/d", TestLinks.address("fe80::1"));

    assertThat(location.orElseThrow().authority()).isEqualTo("[fe80::1]:81");
    assertThat(DescriptionUrl.of("http://[fe80::2]:81/d", TestLinks.address("fe80::1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.7",
        "/d.xml",
        "file:///etc/passwd",
        "https://192.0.2.7/",
        "ftp://192.0.2.7/",
        "http:///d.xml",
        "http://192.0.2.8/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://192.0.2.7.example.org/",
        "http://192.0.2.7@192.0.2.8/",
        "http://x@192.0.2.7/",
        "http://192.0.2.8#@192.0.2.7/",
        "http://192.0.2.007/",
        "http://3221225991/",
        "http://0xc0.0.2.7/",
        "http://192.0.2.7:0/",
        "http://192.0.2.7:65536/",
        "http://192.0.2.7:x/",
        "http://192.0.2.7/a b",
        "http://[::1]/",
        "http://[nonsense]/",
        "javascript:alert(1)"
      })
  void isRefusedUnlessItIsHttpAtTheSender(String text) {
    assertThat(DescriptionUrl.of(text, SENDER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.7/start, http://192.0.2.7/start",
    "https://192.0.2.7/, https://192.0.2.7/",
    "/start, http://192.0.2.7:81/start",
    "start, http://192.0.2.7:81/dir/start",
    "'', http://192.0.2.7:81/",
    "http://192.0.2.8/, http://192.0.2.7:81/",
    "//192.0.2.8/, http://192.0.2.7:81/",
    "http://example.org/, http://192.0.2.7:81/",
    "javascript:alert(1), http://192.0.2.7:81/",
    "file:///etc/passwd, http://192.0.2.7:81/",
    "a b, http://192.0.2.7:81/"
  })
  void givesAPageOfTheSameMachine(String presentationUrl, String page) {
    assertThat(at("http://192.0.2.7:81/dir/d.xml").page(presentationUrl, "")).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, http://192.0.2.7:80/, http://192.0.2.7:80/index.html",
    "index.html, http://192.0.2.7:80, http://192.0.2.7:80/index.html",
    "/start, http://192.0.2.7:8080/a/, http://192.0.2.7:8080/start",
    "start, http://192.0.2.7:8080/a/b, http://192.0.2.7:8080/a/start",
    "start, https://192.0.2.7/, https://192.0.2.7/start",
    "'', http://192.0.2.7:8080/a/, http://192.0.2.7:8080/",
    "http://192.0.2.7:90/x, http://192.0.2.7:80/, http://192.0.2.7:90/x",
    "http://192.0.2.8/x, http://192.0.2.7:80/, http://192.0.2.7:80/",
    "start, http://192.0.2.8/, http://192.0.2.7:81/dir/start",
    "start, http://x@192.0.2.7/, http://192.0.2.7:81/dir/start",
    "start, javascript:alert(1), http://192.0.2.7:81/dir/start",
    "start, 192.0.2.7, http://192.0.2.7:81/dir/start",
    "start, '', http://192.0.2.7:81/dir/start"
  })
  void givesAPageBesideTheUrlBaseOfTheSameMachine(
      String presentationUrl, String base, String page) {
    assertThat(at("http://192.0.2.7:81/dir/d.xml").page(presentationUrl, base)).isEqualTo(page);
  }

  @Test
  void needsNoPathForARelativePage() {
    assertThat(at("http://192.0.2.7:81").page("ui", "")).isEqualTo("http://192.0.2.7:81/ui");
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.7:81/e.xml, /e.xml",
    "/e.xml, /e.xml",
    "e.xml?f, /dir/e.xml?f",
    "//192.0.2.7:81/e.xml, /e.xml",
    "http://192.0.2.7:81, /"
  })
  void mayMoveWithinTheServer(String to, String path) throws Exception {
    assertThat(at("http://192.0.2.7:81/dir/d.xml").redirected(to).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.7/e.xml",
        "http://192.0.2.7:82/e.xml",
        "https://192.0.2.7:81/e.xml",
        "http://192.0.2.8:81/e.xml",
        "//192.0.2.8:81/e.xml",
        "http://localhost:81/e.xml",
        "http://x@192.0.2.7:81/e.xml",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "a b"
      })
  void doesNotMoveElsewhere(String to) {
    assertThatThrownBy(() -> at("http://192.0.2.7:81/dir/d.xml").redirected(to))
        .hasMessage("it redirects to another server");
  }
}
