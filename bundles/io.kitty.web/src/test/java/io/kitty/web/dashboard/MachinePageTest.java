// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.wake.WakeOnLan;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

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
    assertThat(page.find(".machinehead a.main").getDomAttribute("href"))
        .isEqualTo("http://192.0.2.9/");
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

    backend.appear(new DeviceFixture("x:other", "Garage").at("192.0.2.66"));
    page.open("machine/uuid%3Avoron");
    page.until(
        () ->
            assertThat(page.texts(".warning"))
                .singleElement()
                .asString()
                .contains("Another machine states the same identity", hostile)
                .contains("identity-conflict, since 1 min ago")
                .contains("the other one: 192.0.2.66, 02:00:00:00:00:66")
                .contains("If both are one machine, join them below."));
    page.until(
        () ->
            assertThat(page.find(".warning a").getDomAttribute("href"))
                .isEqualTo("#/machine/x%3Aother"));
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
            "Elapsed\n1 min", "Remaining\n41 min", "Layer\n3 of 80", "Bed\n60 / 60 \u00b0C");
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
    assertThat(page.find(".machinehead a.main").getDomAttribute("href"))
        .isEqualTo("http://192.0.2.7:5000/");
    page.press("All its pages");
    assertThat(page.texts(".machinehead .menu li"))
        .containsExactly("Ender\n192.0.2.7:5000", "Voron\n192.0.2.7:5001", "Label\n192.0.2.7:631");
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
    assertThat(page.texts(".machinehead a.main")).isEmpty();
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
                    List.of(
                        new History.Change("status", "IDLE", "RUNNING"),
                        new History.Change("sources", "ssdp", null))))));
    page.open("machine/uuid%3Avoron");

    page.until(() -> assertThat(page.texts(".timeline li")).hasSize(2));
    assertThat(page.texts(".timeline li").get(0))
        .contains("Its status changed from Idle to Running. ssdp does not see it any more.");
    assertThat(page.texts(".timeline li").get(1)).contains("It appeared.", "6 h ago");
    assertThat(page.texts(".legend span")).containsExactly("There", "Away", "The hub was off");
    assertThat(page.find(".strip").getDomAttribute("aria-label"))
        .startsWith("Present for 18 h of the last 24 h: ");
    assertThat(
            page.run(
                "return [...document.querySelectorAll('.strip span')].map(e =>"
                    + " Math.round(parseFloat(e.style.left))).join()"))
        .isEqualTo("0,75");
  }

  @Test
  void theNameTheRoomAndTheNoteAreEditedWhereTheyStand() throws Exception {
    page.open("machine/uuid%3Avoron");

    page.press("Change the name");
    page.keys("Left", Keys.ENTER);
    page.until(() -> assertThat(page.texts("h1")).containsExactly("Left"));
    assertThat(page.focus()).isEqualTo("Change the name");
    page.press("Add a room");
    page.keys("Cellar", Keys.ENTER);
    page.until(() -> assertThat(page.texts(".entered")).asString().contains("Cellar"));
    page.press("Add a note");
    page.find("textarea").sendKeys("hot end new", Keys.chord(Keys.CONTROL, Keys.ENTER));
    page.until(() -> assertThat(page.texts(".remark")).containsExactly("hot end new"));

    page.press("Change the room");
    page.keys("Attic", Keys.ESCAPE);
    assertThat(page.focus()).isEqualTo("Change the room");
    assertThat(facts())
        .containsEntry(Fact.USER_NAME, "Left")
        .containsEntry(Fact.USER_ROOM, "Cellar")
        .containsEntry(Fact.USER_NOTE, "hot end new");
    assertThat(page.axe()).isEmpty();
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aMachineThatMaySleepIsMarkedByKeyboard() throws Exception {
    page.size(new Dimension(320, 700)).open("machine/uuid%3Avoron");
    page.until(
        () ->
            assertThat(page.texts(".sleeps"))
                .containsExactly("May sleep: its absence is not told"));
    page.until(() -> assertThat(page.find(".sleeps input").isEnabled()).isTrue());
    page.run("document.querySelector('.sleeps input').focus()");

    page.keys(" ");
    page.until(() -> assertThat(facts()).containsEntry(Fact.USER_SLEEPS, "true"));
    assertThat(page.find(".sleeps input").isSelected()).isTrue();
    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(320);
    assertThat(page.axe()).isEmpty();

    page.keys(" ");
    page.until(() -> assertThat(facts()).doesNotContainKey(Fact.USER_SLEEPS));
    assertThat(page.find(".sleeps input").isSelected()).isFalse();
  }

  @Test
  void tagsAreAddedAsTheyAreWrittenElsewhereAndRemoved() {
    backend.server.editor.annotate(new DeviceId("host:192.0.2.5"), Map.of(Fact.USER_TAGS, "PETG"));
    page.open("machine/uuid%3Avoron");

    page.press("Add a tag");
    assertThat(page.run("return [...document.querySelectorAll('#tags option')].map(e => e.value)"))
        .isEqualTo(List.of("PETG"));
    page.keys("farm, #petg, Farm", Keys.ENTER);
    page.until(() -> assertThat(page.texts(".chips li")).containsExactly("#farm", "#PETG"));
    assertThat(page.find(".chips a").getDomAttribute("href")).isEqualTo("#/machines?tag=farm");
    page.keys(Keys.ESCAPE);
    assertThat(page.focus()).isEqualTo("Add a tag");

    page.press("Remove the tag farm");
    page.until(() -> assertThat(page.texts(".chips li")).containsExactly("#PETG"));
    assertThat(facts()).containsEntry(Fact.USER_TAGS, "PETG");
    page.find(".chips a").click();
    page.until(() -> assertThat(page.names()).containsExactlyInAnyOrder("Voron", "192.0.2.5"));
    assertThat(page.complaints()).isEmpty();
  }

  private Map<Fact, String> facts() {
    return backend.server.hub.device(voron.id).orElseThrow().facts();
  }

  @Test
  void anIgnoredMachineIsShownAgain() {
    page.open("machine/uuid%3Avoron");

    page.press("Ignore");
    page.until(() -> assertThat(facts()).containsEntry(Fact.USER_IGNORED, "true"));
    page.until(() -> assertThat(page.texts(".toast button")).containsExactly("Undo"));
    page.press("Undo");
    page.until(() -> assertThat(facts()).doesNotContainKey(Fact.USER_IGNORED));
    page.until(() -> assertThat(page.texts(".acts .deed")).contains("Ignore"));
  }

  @Test
  void forgettingIsConfirmed() {
    page.open("machine/uuid%3Avoron");

    page.press("Forget");
    assertThat(page.focus()).isEqualTo("Cancel");
    page.keys(Keys.ENTER);
    assertThat(page.texts("dialog[open]")).isEmpty();
    assertThat(backend.server.hub.forgotten()).isEmpty();

    page.press("Forget");
    page.tab(1).keys(Keys.ENTER);
    page.until(() -> assertThat(backend.server.hub.forgotten()).containsExactly(voron.id));
    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Voron was forgotten."));
    assertThat(page.address()).isEqualTo("#/machines");
  }

  @Test
  void onlyAStableMacIsWoken() {
    page.open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts(".acts .deed")).contains("Forget"));
    assertThat(page.texts(".acts .deed")).doesNotContain("Wake");

    backend.change(voron.with("mac", "00:11:32:00:00:09"));
    page.press("Wake");
    page.until(() -> assertThat(backend.server.wakeOnLan.woken()).containsExactly(voron.id));
    page.until(
        () ->
            assertThat(page.texts(".toast"))
                .singleElement()
                .asString()
                .startsWith("Sent Voron what wakes it."));

    backend.server.wakeOnLan.outcome(WakeOnLan.Outcome.TOO_SOON);
    page.press("Wake");
    page.until(
        () ->
            assertThat(page.texts(".toast.bad"))
                .containsExactly(
                    "Could not wake the machine: that was too often; try again in a moment."));
  }

  @Test
  void theAddressAndTheSerialNumberAreCopied() {
    page.open("machine/uuid%3Avoron");
    page.press("Copy address");
    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Copied: 2001:db8::9"));
    assertThat(page.texts(".acts button")).doesNotContain("Copy serial");

    backend.change(voron.with("serial", "SN-9"));
    page.press("Copy serial");
    page.until(() -> assertThat(page.texts(".toast")).containsExactly("Copied: SN-9"));
  }

  @Test
  void nothingIsWiderThanASmallPhone() throws Exception {
    backend.change(
        voron
            .with("serial", "0123456789abcdef0123456789abcdef0123456789abcdef")
            .with("mac", "00:11:32:00:00:09")
            .warning("two-addresses", "x".repeat(200), "192.0.2.66", "02:00:00:00:00:66"));
    backend.server.editor.annotate(
        voron.id,
        Map.of(
            Fact.USER_NAME, "Long".repeat(20),
            Fact.USER_TAGS, "a,b,tag" + "g".repeat(60),
            Fact.USER_NOTE, "n".repeat(200)));
    page.size(new Dimension(320, 640)).open("machine/uuid%3Avoron");
    page.until(() -> assertThat(page.texts(".chips li")).hasSize(3));
    for (String form : List.of("Change the name", "Add a room", "Add a tag", "Change the note")) {
      page.press(form);
    }

    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(320);
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void withoutASessionTheTokenIsAskedFor() {
    page.open("machine/uuid%3Avoron");
    page.browser.manage().deleteAllCookies();

    page.press("Ignore");
    page.find("#token input").sendKeys("wrong");
    page.press("Continue");
    page.until(() -> assertThat(page.texts("#token .wrong")).singleElement().isNotEqualTo(""));
    page.find("#token input").clear();
    page.find("#token input").sendKeys(TestServer.TOKEN);
    page.press("Continue");

    page.until(() -> assertThat(facts()).containsEntry(Fact.USER_IGNORED, "true"));
  }
}
