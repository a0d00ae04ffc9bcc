// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus.State;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import io.kitty.web.server.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The login page, for a hub that listens on more than loopback. */
class LoginPageTest {

  private static final Settings ELSEWHERE = TestServer.settings("192.0.2.1", false, 100_000);

  @Test
  void theTokenOpensThePage() throws Exception {
    try (FakeBackend backend = new FakeBackend(ELSEWHERE);
        Page page = new Page(backend).open("machines")) {
      backend.appear(new DeviceFixture("x:1", "Voron"));
      page.browser.manage().deleteAllCookies();
      page.open("machines");

      page.find("#token").sendKeys("wrong");
      page.press("Continue");
      page.until(() -> assertThat(page.texts("#answer")).singleElement().isNotEqualTo(""));
      page.find("#token").clear();
      page.find("#token").sendKeys(TestServer.TOKEN);
      page.press("Continue");

      page.until(() -> assertThat(page.names()).containsExactly("Voron"));
    }
  }

  @Test
  void thePageMayThenMakeChanges() throws Exception {
    try (FakeBackend backend = new FakeBackend(ELSEWHERE);
        Page page = new Page(backend).open("protocols")) {
      backend.protocol("ping", State.RUNNING, "{\"last_run\":1,\"last_duration\":2.5}");
      page.find("#token").sendKeys(TestServer.TOKEN, Keys.ENTER);
      page.until(() -> assertThat(page.texts(".protocol h3")).containsExactly("Hosts that answer"));

      page.press("Scan now with Hosts that answer");
      page.until(() -> assertThat(backend.server.hub.scanned()).containsExactly("ping"));
    }
  }

  @Test
  void onThisMachineItNamesTheFileOfTheToken() throws Exception {
    try (FakeBackend backend = new FakeBackend(ELSEWHERE);
        Page page = new Page(backend).open("machines")) {
      page.until(
          () ->
              assertThat(page.texts("#where"))
                  .singleElement()
                  .asString()
                  .contains(System.getProperty("java.io.tmpdir"), "/web.token."));

      page.run("localStorage.setItem('language', 'de')");
      page.open("machines");
      page.until(() -> assertThat(page.texts("#login button")).containsExactly("Weiter"));
      assertThat(page.axe()).isEmpty();
      assertThat(page.complaints()).noneMatch(each -> !each.contains("401"));
      page.run("localStorage.clear()");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axeFindsNothingSerious(String colours) throws Exception {
    try (FakeBackend backend = new FakeBackend(ELSEWHERE);
        Page page = new Page(backend).colours(colours).open("machines")) {
      page.find("#token");

      assertThat(page.axe()).isEmpty();
    }
  }
}
