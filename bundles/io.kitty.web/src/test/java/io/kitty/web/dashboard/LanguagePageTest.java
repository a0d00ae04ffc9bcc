// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.web.DeviceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in its languages, in a browser. */
class LanguagePageTest {

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    backend.appear(
        new DeviceFixture("uuid:voron", "Voron")
            .at("192.0.2.9")
            .kind("printer")
            .status("RUNNING")
            .job("cat", 0.5, 2500)
            .seenBy("mdns", 60));
    page = new Page(backend);
  }

  @AfterEach
  void close() {
    page.run("localStorage.clear()");
    page.close();
    backend.close();
  }

  @Test
  void isSwitchedToGermanAndBack() throws Exception {
    page.open("machines");
    page.until(() -> assertThat(page.texts("h1")).containsExactly("Machines"));
    assertThat(page.run("return document.documentElement.lang")).isEqualTo("en");

    page.press("Zu Deutsch wechseln");
    page.until(() -> assertThat(page.texts("h1")).containsExactly("Ger\u00e4te"));
    assertThat(page.run("return document.documentElement.lang")).isEqualTo("de");
    page.until(
        () ->
            assertThat(page.texts(".work button"))
                .containsExactly("1 druckt (n\u00e4chster frei in 41 min)"));
    assertThat(page.texts(".row .pill")).containsExactly("Druckt 50 %");
    assertThat(page.axe()).isEmpty();

    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts("h2")).contains("Auftrag", "Belege"));
    assertThat(page.axe()).isEmpty();

    page.press("Switch to English");
    page.until(() -> assertThat(page.texts("h2")).contains("Job", "Evidence"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aTimeOfAnotherDayHasItsDate() {
    page.open("machines");
    Object times =
        page.browser.executeAsyncScript(
            """
            const done = arguments[0];
            import('/dashboard/parts/clock.js').then(({ timeOfDay }) => {
              const noon = new Date();
              noon.setHours(12, 5, 0, 0);
              done([timeOfDay(noon / 1000), timeOfDay(new Date(2024, 2, 9, 8, 30) / 1000)].join(', '));
            });
            """);
    assertThat(times).isEqualTo("12:05, Mar 9 08:30");
  }

  @Test
  void theLanguagesHaveTheSameTexts() {
    page.open("machines");
    Object differences =
        page.browser.executeAsyncScript(
            """
            const done = arguments[0];
            Promise.all(['de', 'en'].map((each) => import(`/dashboard/languages/${each}.js`))).then(([de, en]) => {
              const shape = (words) => Object.entries(words.default).flatMap(([key, word]) =>
                [`${key} ${typeof word}`, ...(typeof word === 'object' && key !== 'statuses' ? Object.keys(word).map((each) => `${key}.${each}`) : [])]);
              const [one, other] = [shape(de), shape(en)];
              done([...one.filter((each) => !other.includes(each)), ...other.filter((each) => !one.includes(each))].join());
            });
            """);
    assertThat(differences).isEqualTo("");
  }
}
