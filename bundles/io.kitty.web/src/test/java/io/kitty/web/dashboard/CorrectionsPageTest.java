// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.MergeSuggestion.Reason;
import io.kitty.inventory.SplitOption;
import io.kitty.web.DeviceFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** Merges and splits on a machine's page, in a browser. */
class CorrectionsPageTest {

  private final DeviceFixture voron =
      new DeviceFixture("uuid:voron", "Voron").at("192.0.2.9").kind("printer").seenBy("mdns", 75);
  private final DeviceFixture kiln =
      new DeviceFixture("uuid:kiln", "Kiln").at("192.0.2.7").kind("printer").seenBy("ssdp", 75);
  private final DeviceFixture host =
      new DeviceFixture("host:192.0.2.5", "").at("192.0.2.5").kind("host").seenBy("ping", 75);

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend);
    backend.appear(voron, kiln, host);
  }

  @AfterEach
  void close() {
    page.run("localStorage.clear()");
    page.close();
    backend.close();
  }

  private Device device(DeviceFixture fixture) {
    return backend.server.hub.device(fixture.id).orElseThrow();
  }

  private void suggestHost() {
    backend.server.editor.suggestions(
        new MergeSuggestion(device(host), 70, List.of(Reason.HANDOVER, Reason.HOST_NAME)));
  }

  private void offerSplit() {
    backend.server.editor.splits(
        new SplitOption(
            null, device(voron).evidence().get(0), List.of(device(voron), device(host))));
    backend.server.editor.outcome(voron.id, host.id);
  }

  @Test
  void aLikelyRecordIsJoinedWithOnePress() throws Exception {
    suggestHost();
    page.open("machine/uuid%3Avoron");

    page.until(
        () ->
            assertThat(page.texts(".guesses li > span"))
                .containsExactly("192.0.2.5 one left as the other appeared, same host name"));
    assertThat(page.axe()).isEmpty();
    page.press("Join with 192.0.2.5");

    page.until(
        () -> assertThat(page.texts(".toast")).containsExactly("Joined with 192.0.2.5.\nUndo"));
    assertThat(backend.server.editor.overrides())
        .singleElement()
        .satisfies(
            each -> assertThat(each.subjects()).containsExactly("uuid:voron", "host:192.0.2.5"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void anyRecordIsFoundByItsWordsByKeyboard() throws Exception {
    suggestHost();
    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts(".guesses li")).hasSize(1));

    page.find("[role=combobox]").click();
    page.until(
        () ->
            assertThat(page.texts("[role=option]"))
                .containsExactly(
                    "192.0.2.5\n192.0.2.5 \u00b7 one left as the other appeared, same host name",
                    "Kiln\n192.0.2.7"));
    assertThat(page.axe()).isEmpty();
    page.keys("kil");
    page.until(() -> assertThat(page.texts("[role=option]")).hasSize(1));
    assertThat(page.find("[role=combobox]").getDomAttribute("aria-activedescendant"))
        .isEqualTo("others-0");
    page.keys(Keys.ENTER);
    assertThat(page.texts("[role=option]")).isEmpty();
    page.keys(Keys.ENTER);

    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Joined with Kiln.\nUndo"));
  }

  @Test
  void undoneTwiceIsNoError() {
    suggestHost();
    page.open("machine/uuid%3Avoron");
    page.press("Join with 192.0.2.5");
    page.until(() -> assertThat(page.texts(".corrections li")).hasSize(1));
    backend.server.editor.undo("c0");

    page.find(".toast button").click();
    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Undone."));
    page.until(() -> assertThat(page.texts(".corrections li")).isEmpty());
    assertThat(page.texts(".toast.bad")).isEmpty();
  }

  @Test
  void aMessageEndsWithItsCorrection() {
    suggestHost();
    page.open("machine/uuid%3Avoron");
    page.press("Join with 192.0.2.5");
    page.until(() -> assertThat(page.texts(".toast button")).containsExactly("Undo"));

    page.find(".corrections button").click();
    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Undone."));
    assertThat(backend.server.editor.overrides()).isEmpty();
  }

  @Test
  void nothingIsOfferedWhereNothingCanBeSplit() {
    page.open("machine/uuid%3Avoron");
    page.find("[role=combobox]");

    page.until(
        () ->
            assertThat(page.texts("[aria-labelledby=join] h3"))
                .containsExactly("This machine is listed twice?"));
  }

  @Test
  void aSplitIsPreviewedAndThePageFollows() throws Exception {
    offerSplit();
    page.open("machine/uuid%3Akiln");
    page.open("machine/uuid%3Avoron");

    page.find(".splits summary").click();
    page.until(
        () ->
            assertThat(page.texts(".splits dt")).containsExactly("Stays here", "Becomes another"));
    assertThat(page.texts(".splits dd").get(1)).contains("host:192.0.2.5", "seen by ping");
    assertThat(page.axe()).isEmpty();
    backend.server.editor.outcome(kiln.id, host.id);
    page.find(".splits button").click();

    page.until(
        () ->
            assertThat(page.texts(".toast"))
                .containsExactly("Split into Kiln and 192.0.2.5\nUndo"));
    page.until(() -> assertThat(page.texts("h1")).containsExactly("Kiln"));
    assertThat(page.address()).isEqualTo("#/machine/uuid%3Akiln");
    assertThat(page.axe()).isEmpty();

    page.find(".toast button").click();
    page.until(() -> assertThat(page.address()).isEqualTo("#/machine/uuid%3Avoron"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aFailureNamesTheDeed() {
    offerSplit();
    page.open("machine/uuid%3Avoron");
    page.find(".splits button");
    backend.server.hub.forget(voron.id);

    page.find(".splits button").click();
    page.until(
        () ->
            assertThat(page.texts(".toast"))
                .containsExactly(
                    "Could not split the machine: the hub does not know it any more."));
  }

  @Test
  void aMessageLiesOverNoForm() {
    suggestHost();
    page.size(new Dimension(360, 640)).open("machine/uuid%3Avoron");
    page.press("Join with 192.0.2.5");
    page.until(() -> assertThat(page.texts(".toast button")).containsExactly("Undo"));
    page.run("document.querySelector('[role=combobox]').scrollIntoView({block: 'end'})");

    page.until(
        () ->
            assertThat(
                    page.run(
                        """
                        const box = document.querySelector('.toast').getBoundingClientRect();
                        const form = document.querySelector('[role=combobox]').getBoundingClientRect();
                        return box.bottom <= form.top || box.top >= form.bottom\
                        """))
                .isEqualTo(true));
  }

  @Test
  void itIsAllThereInGermanAndOnASmallPhone() throws Exception {
    suggestHost();
    offerSplit();
    page.open("machines").run("localStorage.setItem('language', 'de')");
    page.size(new Dimension(320, 640)).open("machine/uuid%3Avoron");

    page.until(
        () ->
            assertThat(page.texts("[aria-labelledby=join] h3"))
                .containsExactly(
                    "Das sieht nach demselben Ger\u00e4t aus",
                    "Steht dieses Ger\u00e4t zweimal da?",
                    "Sind das zwei Ger\u00e4te in einem?"));
    page.find(".splits summary").click();
    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(320);
    assertThat(page.axe()).isEmpty();
  }
}
