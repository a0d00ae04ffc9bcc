// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import io.kitty.inventory.History;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** One machine's page, in a browser. */
class MachinePageTest {

  private final DeviceFixture voron =
      new DeviceFixture("uuid:voron", "Voron")
          .at("192.0.2.9")
          .at("2001:db8::9")
          .kind("printer")
          .status("IDLE")
          .with("mac", "02:00:00:00:00:09")
          .with("uuid", "voron")
          .with("url", "http://192.0.2.9/")
          .service("_http._tcp", 8080, "/ui")
          .service("_ssh._tcp", 22, "")
          .seenBy("mdns", 75)
          .seenBy("ping", 3700);

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend);
    backend.appear(voron, new DeviceFixture("host:192.0.2.5", "").at("192.0.2.5").kind("host"));
  }

  @AfterEach
  void close() {
    page.close();
    backend.close();
  }

  @Test
  void itShowsAllThatIsKnown() {
    page.open("machine/uuid%3Avoron");

    page.until(() -> assertThat(page.texts("h1")).containsExactly("Voron"));
    assertThat(page.browser.getTitle()).isEqualTo("Voron \u2013 Kitty Discovery");
    assertThat(page.texts(".facts dd"))
        .contains("02:00:00:00:00:09", "uuid:voron", "voron")
        .anySatisfy(text -> assertThat(text).contains("2001:db8::9"));
    assertThat(page.texts(".services li")).hasSize(2);
    assertThat(page.find(".services a").getDomAttribute("href"))
        .isEqualTo("http://[2001:db8::9]:8080/ui");
    assertThat(page.texts(".services a")).hasSize(1);
    assertThat(page.find(".machinehead a").getDomAttribute("href")).isEqualTo("http://192.0.2.9/");
    assertThat(page.texts(".evidence .source")).containsExactly("mdns", "ping");
    assertThat(page.texts(".evidence .until"))
        .containsExactly("expires in 1 min", "expires in 1 h");
    page.find(".evidence summary").click();
    assertThat(page.texts(".evidence li:first-child dd")).containsExactly("Linux/5.4 <b>UPnP</b>");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void warningsAreShownHereAndMarkedInTheList() throws Exception {
    String hostile = "<b onclick=alert(1)>Garage</b> claims the name of this machine";
    backend.change(voron.warning("identity-conflict", hostile, "192.0.2.66", "02:00:00:00:00:66"));
    page.open("machines");

    page.until(
        () ->
            assertThat(page.texts(".rows .row:has(.caution:not([hidden])) .name"))
                .containsExactly("Voron"));
    assertThat(page.find(".caution:not([hidden])").getDomAttribute("aria-label"))
        .isEqualTo("Warning: " + hostile);
    assertThat(page.find(".caution:not([hidden])").getDomAttribute("title")).isEqualTo(hostile);
    assertThat(page.axe()).isEmpty();

    page.open("machine/uuid%3Avoron");
    page.until(
        () ->
            assertThat(page.texts(".warning"))
                .singleElement()
                .asString()
                .contains(hostile, "identity-conflict, since 1 min ago")
                .contains("the other one: 192.0.2.66, 02:00:00:00:00:66"));
    assertThat(page.axe()).isEmpty();
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aPrinterShowsItsJobItsTemperaturesAndItsError() throws Exception {
    backend.change(voron.status("RUNNING").job("cat <b>.gcode", 0.4, 2500));
    voron.json.withObject("job").put("elapsed", 90).put("layer", 3).put("layers", 80);
    voron.json.putObject("temperatures").putObject("bed").put("value", 59.6).put("target", 60.0);
    backend.change(voron);
    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts(".jobname")).containsExactly("cat <b>.gcode"));
    assertThat(page.texts("[aria-labelledby=job] dl div"))
        .containsExactly(
            "Progress\n40 %",
            "Elapsed\n1 min",
            "Remaining\n41 min",
            "Layer\n3 of 80",
            "Bed\n60 \u00b0C of 60 \u00b0C");
    assertThat(page.axe()).isEmpty();

    voron.json.remove("job");
    voron.json.putObject("error").put("code", "0300_4000").put("text", "Heat bed");
    backend.change(voron.status("ERROR"));
    page.until(
        () ->
            assertThat(page.texts("[aria-labelledby=job] .wrong"))
                .containsExactly("0300_4000: Heat bed"));
  }

  @Test
  void aPrinterThatNeedsAKeySaysWhere() {
    backend.change(voron.status("online").with("needs_key", "etc/some-NAME.cfg: host and api.key"));
    page.open("machine/uuid%3Avoron");
    page.until(
        () ->
            assertThat(page.texts("[aria-labelledby=job] .faint"))
                .containsExactly(
                    "It needs a key to tell what it does: etc/some-NAME.cfg: host and api.key"));
    assertThat(page.texts("[aria-labelledby=job] .wrong")).isEmpty();
  }

  @Test
  void eachServiceHasALinkToItsOwnPage() {
    backend.appear(
        new DeviceFixture("hostname:octopi", "octopi")
            .at("192.0.2.7")
            .service("_octoprint._tcp", "Ender", 5000, "http://192.0.2.7:5000/")
            .service("_octoprint._tcp", "Voron", 5001, "http://192.0.2.7:5001/voron/")
            .service("_ipp._tcp", "Label", 631, "https://192.0.2.7:631/printers/Label")
            .service("_ipp._tcp", "Odd", 631, "javascript:alert(1)")
            .service("_ssh._tcp", "octopi", 22, ""));
    page.open("machine/hostname%3Aoctopi");

    page.until(() -> assertThat(page.texts(".services .faint")).hasSize(5));
    assertThat(page.texts(".services .faint"))
        .containsExactly("Ender", "Voron", "Label", "Odd", "octopi");
    assertThat(page.browser.findElements(By.cssSelector(".services a")))
        .extracting(link -> link.getDomAttribute("href"))
        .containsExactly(
            "http://192.0.2.7:5000/",
            "http://192.0.2.7:5001/voron/",
            "https://192.0.2.7:631/printers/Label");
  }

  @Test
  void unsupportedActionsAreHidden() {
    page.stub("GET", "\\/openapi.json", "{paths:{}}").open("machine/uuid%3Avoron");

    page.until(() -> assertThat(page.texts(".evidence li")).hasSize(2));
    assertThat(page.texts("h2")).containsExactly("About", "Services", "Evidence");
    assertThat(page.texts(".tabs a")).containsExactly("Machines", "Protocols", "Wall");
  }

  @Test
  void itFollowsTheMachine() {
    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts(".machinehead .pill")).containsExactly("Idle"));

    backend.change(voron.status("RUNNING"));
    page.until(() -> assertThat(page.texts(".machinehead .pill")).containsExactly("Running"));

    backend.depart(voron);
    page.until(() -> assertThat(page.texts(".machinehead .pill")).containsExactly("Gone"));
    assertThat(page.texts(".evidence + p")).containsExactly("No protocol sees it now.");
  }

  @Test
  void anUnknownMachineIsReported() {
    page.open("machine/x%3Anobody");

    page.until(
        () -> assertThat(page.texts(".blank h2")).containsExactly("This machine is not known"));
  }

  @Test
  void aPeriodShowsPresenceAndWhenTheHubWasOff() {
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofDays(30));
    Instant off = now.minus(Duration.ofDays(15));
    Instant on = off.plus(Duration.ofDays(3));
    backend.server.hub.history(
        voron.id,
        new History(
            from,
            now,
            from,
            List.of(new History.Span(on, now)),
            List.of(new History.Span(off, on)),
            List.of()));
    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.find("select[aria-label=Period]").isDisplayed()).isTrue());
    page.find("select[aria-label=Period] option:nth-child(3)").click();

    page.until(
        () ->
            assertThat(
                    page.run(
                        "return [...document.querySelectorAll('.strip span')].map(e => e.className"
                            + " + Math.round(parseFloat(e.style.left))).join()"))
                .isEqualTo("60,off50"));
    assertThat(page.find(".strip").getDomAttribute("aria-label"))
        .startsWith("Present for 12 d of the last 30 d: ")
        .contains("; the hub was off ");
    assertThat(page.texts(".share"))
        .containsExactly("There 44.4 % of the time that the hub was running.");
  }

  @Test
  void theLastDayIsAStripAndAListOfEvents() {
    Instant now = Instant.now();
    Instant from = now.minus(Duration.ofDays(1));
    Instant back = now.minus(Duration.ofHours(6));
    backend.server.hub.history(
        voron.id,
        new History(
            from,
            now,
            from,
            List.of(
                new History.Span(from, from.plus(Duration.ofHours(12))),
                new History.Span(back, now)),
            List.of(),
            List.of(
                History.Event.appeared(back),
                History.Event.changed(
                    now.minusSeconds(60),
                    List.of(new History.Change("status", "IDLE", "RUNNING"))))));
    page.open("machine/uuid%3Avoron");

    page.until(() -> assertThat(page.texts(".timeline li")).hasSize(2));
    assertThat(page.texts(".timeline li").get(0)).contains("Changed: status IDLE \u2192 RUNNING");
    assertThat(page.texts(".timeline li").get(1)).contains("Appeared", "6 h ago");
    assertThat(page.find(".strip").getDomAttribute("aria-label"))
        .startsWith("Present for 18 h of the last 24 h: ");
    assertThat(
            page.run(
                "return [...document.querySelectorAll('.strip span')].map(e =>"
                    + " Math.round(parseFloat(e.style.left))).join()"))
        .isEqualTo("0,75");
  }

  @Test
  void annotationsAreSaved() {
    page.open("machine/uuid%3Avoron");

    page.find("input[name=name]").sendKeys("Left");
    page.find("input[name=tags]").sendKeys("farm, #petg");
    page.press("Save");

    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Saved."));
    assertThat(page.texts("h1")).containsExactly("Left");
    assertThat(backend.server.hub.device(voron.id).orElseThrow().facts())
        .containsEntry(Fact.USER_NAME, "Left")
        .containsEntry(Fact.USER_TAGS, "farm,petg");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aMergeIsUndone() {
    page.open("machine/uuid%3Avoron");

    page.find("option[value='host:192.0.2.5']").click();
    page.press("Join");
    page.until(() -> assertThat(page.texts(".toast button")).containsExactly("Undo"));
    assertThat(backend.server.editor.overrides()).hasSize(1);
    page.until(() -> assertThat(page.texts(".corrections li")).hasSize(1));
    page.find(".toast button").click();

    page.until(() -> assertThat(backend.server.editor.overrides()).isEmpty());
    page.until(() -> assertThat(page.texts(".corrections li")).isEmpty());
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void withoutASessionTheTokenIsAskedFor() {
    page.open("machine/uuid%3Avoron");
    page.browser.manage().deleteAllCookies();

    page.press("Save");
    page.find("#token input").sendKeys("wrong");
    page.press("Continue");
    page.until(() -> assertThat(page.texts("#token .wrong")).singleElement().isNotEqualTo(""));
    page.find("#token input").clear();
    page.find("#token input").sendKeys(TestServer.TOKEN);
    page.press("Continue");

    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Saved."));
  }
}
