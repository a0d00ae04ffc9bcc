// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import io.kitty.web.server.Settings;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** The view of the sign-in: sessions, log-out, and the code for the phone. */
class SignInPageTest {

  private static final Settings ELSEWHERE = TestServer.settings("192.0.2.1", false, 100_000);

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend(ELSEWHERE);
    backend.appear(new DeviceFixture("x:1", "Voron"));
    page = new Page(backend);
    page.browser.manage().deleteAllCookies();
  }

  @AfterEach
  void close() {
    page.open("machines").run("localStorage.clear()");
    page.browser.manage().deleteAllCookies();
    page.close();
    backend.close();
  }

  @Test
  void sessionsAreListedAndEnded() throws Exception {
    String other =
        backend
            .server
            .post("/session", "User-Agent", "Mozilla/5.0 (Android 14) Firefox/130.0")
            .headers()
            .firstValue("set-cookie")
            .orElseThrow()
            .split(";")[0];
    signIn();

    page.until(() -> assertThat(page.texts(".sessions li")).hasSize(2));
    assertThat(page.texts(".sessions b"))
        .containsExactlyInAnyOrder("Chrome, Linux", "Firefox, Android");
    assertThat(page.texts(".sessions .pill")).containsExactly("this one");
    page.press("End the session of Firefox, Android at 127.0.0.1");

    page.until(() -> assertThat(page.texts(".sessions b")).containsExactly("Chrome, Linux"));
    assertThat(page.texts(".toast")).containsExactly("The session has ended.");
    assertThat(backend.server.send("GET", "/devices", "Cookie", other).statusCode()).isEqualTo(401);
  }

  @Test
  void logsOut() throws Exception {
    signIn();

    page.press("Log out");

    page.find("#login");
    page.open("machines");
    page.find("#login");
  }

  @Test
  void isReachedFromEveryViewByKeyboard() throws Exception {
    signIn();
    page.open("machines");
    page.until(() -> assertThat(page.find("#account").isDisplayed()).isTrue());
    page.run("document.getElementById('account').focus()");
    page.keys(Keys.ENTER);

    page.until(() -> assertThat(page.focus()).isEqualTo("Sign-in"));
    page.until(() -> assertThat(page.texts(".sessions li")).hasSize(1));
    page.tab(1);
    assertThat(page.focus()).isEqualTo("Log out");
    page.tab(1);
    assertThat(page.focus()).isEqualTo("Show a code");
  }

  @Test
  void theCodeSignsAPhoneIn() throws Exception {
    signIn();
    HttpResponse<String> made = backend.server.post("/session/code");
    String url = backend.server.uri("/").toString();
    page.stub("POST", "\\/session\\/code", made.body().replace("[]", "['" + url + "']"))
        .open("sign-in");

    page.press("Show a code");
    page.find(".qr");
    String link = QrCodes.read(page);

    assertThat(link).matches(java.util.regex.Pattern.quote(url) + "#/login\\?code=[\\w-]{22}");
    page.browser.manage().deleteAllCookies();
    page.visit(URI.create(link));
    page.until(() -> assertThat(page.names()).containsExactly("Voron"));
    assertThat(page.address()).isEqualTo("#/machines");

    page.browser.manage().deleteAllCookies();
    page.visit(URI.create(link));
    page.until(
        () ->
            assertThat(page.texts("#answer")).singleElement().asString().contains("used already"));
    assertThat(page.address()).isEqualTo("#/machines");
  }

  @Test
  void aPageThatAnyoneMayReadRedeemsItToo() throws Exception {
    try (FakeBackend open = new FakeBackend(TestServer.settings("192.0.2.1", true, 100_000));
        Page other = new Page(open)) {
      open.appear(new DeviceFixture("x:1", "Voron"));
      String code =
          DeviceFixture.MAPPER
              .readTree(open.server.post("/session/code").body())
              .path("code")
              .asText();

      other.visit(open.server.uri("/#/login?code=" + code));

      other.until(() -> assertThat(other.texts(".toast")).containsExactly("Signed in."));
      other.run("location.hash = '#/sign-in'");
      other.until(() -> assertThat(other.texts(".sessions li")).hasSize(1));
    }
  }

  @Test
  void withoutAnAddressForPhonesItSaysSo() throws Exception {
    signIn();

    page.press("Show a code");

    page.until(
        () ->
            assertThat(page.texts(".code"))
                .singleElement()
                .asString()
                .contains("its own machine only", "address = 0.0.0.0"));
    assertThat(page.browser.findElements(org.openqa.selenium.By.cssSelector(".qr"))).isEmpty();
  }

  @Test
  void isAccessibleNarrowAndInGerman() throws Exception {
    signIn();
    page.stub(
        "POST",
        "\\/session\\/code",
        "{code:'x'.repeat(22),expires:4e9,urls:['http://192.0.2.1:8088/','http://192.0.2.2:8088/']}");
    page.run("localStorage.setItem('language', 'de')");
    page.size(new Dimension(320, 700)).open("sign-in");
    page.press("Code zeigen");
    page.find(".qr");

    assertThat(page.texts("h1, h2")).containsExactly("Anmeldung", "Auf dem Handy", "Sitzungen");
    assertThat(page.axe()).isEmpty();
    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(320);
    page.colours("dark");
    assertThat(page.axe()).isEmpty();
    assertThat(page.complaints()).isEmpty();
  }

  /** Opens the view with a session of the owner. */
  private void signIn() {
    page.open("sign-in");
    page.find("#token").sendKeys(TestServer.TOKEN, Keys.ENTER);
    page.until(() -> assertThat(page.texts("h1")).containsExactly("Sign-in"));
    page.until(() -> assertThat(page.texts(".sessions li")).isNotEmpty());
  }
}
