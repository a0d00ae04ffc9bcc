// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void aFileOfThePageIsServedUntilItChanges() throws Exception {
    HttpResponse<String> file = site.get("/ui/login.html");
    String tag = file.headers().firstValue("etag").orElseThrow();

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(file.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(file.body()).startsWith("<!DOCTYPE html>");
    HttpResponse<String> again = site.send("GET", "/ui/login.html", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aFileInAFolderIsServed() throws Exception {
    assertThat(site.get("/ui/test/nested.css").body()).isEqualTo("/* nested */\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/",
        "/ui/nothing.html",
        "/ui/../HttpServer.class",
        "/ui/%2e%2e/io/kitty/web/HttpServer.class",
        "/ui/..%2fMETA-INF/MANIFEST.MF",
        "/ui//login.html",
        "/ui/.hidden.html",
        "/ui/login",
        "/ui/test",
        "/ui/LOGIN.HTML",
        "/ui/login.html/",
        "/ui/login.html%00.js",
        "/ui/\\login.html",
      })
  void nothingElseIs(String path) throws Exception {
    assertThat(
            site.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
  }
}
