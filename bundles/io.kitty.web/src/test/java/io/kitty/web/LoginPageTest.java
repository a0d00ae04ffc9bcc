// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of a server on another address than a loopback one, which asks for the token. */
class LoginPageTest {

  private House house;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    house = new House(Site.settings("192.0.2.1", false, 10_000));
    page = new Page(house);
    house.protocol("ping", State.RUNNING, "{\"last_run\":1,\"last_duration\":2.5}");
    page.open("protocols");
  }

  @AfterEach
  void close() {
    page.close();
    house.close();
  }

  @Test
  void theTokenOpensThePageAndThePageMayAskForChanges() {
    assertThat(page.run("return document.activeElement.labels[0].innerText"))
        .asString()
        .contains("Token");
    page.keys(Site.TOKEN, Keys.ENTER);

    page.until(() -> assertThat(page.texts(".protocol h2")).containsExactly("ping"));
    page.press("Scan now with ping");
    page.until(() -> assertThat(house.site.hub.scanned()).containsExactly("ping"));
  }

  @Test
  void aWrongTokenIsToldAndMayBeMended() {
    page.keys("not the token", Keys.ENTER);
    page.until(
        () ->
            assertThat(page.texts("#answer")).singleElement().asString().contains("not the token"));
    assertThat(page.texts(".protocol")).isEmpty();

    page.find("#token").clear();
    page.find("#token").sendKeys(Site.TOKEN, Keys.ENTER);
    page.until(() -> assertThat(page.texts(".protocol h2")).containsExactly("ping"));
  }
}
