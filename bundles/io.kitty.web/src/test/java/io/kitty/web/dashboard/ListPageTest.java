// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.web.DeviceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** How the list is arranged, and deeds on many machines, in a browser. */
class ListPageTest {

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    backend.appear(
        machine("uuid:voron", "Voron", "printer", "192.0.2.9", "IDLE"),
        machine("bambu:01P", "P1S", "bambu", "192.0.2.20", "RUNNING").job("cat", 0.4, 2500),
        machine("uuid:laser", "LaserJet", "printer", "192.0.2.30", "IDLE")
            .with("vendor", "HP")
            .service("_ipp._tcp", 631, "/"),
        machine("uuid:nas", "Attic", "nas", "198.51.100.7", "online")
            .service("_http._tcp", 80, "/")
            .service("_http._udp", 80, "/"));
    page = new Page(backend);
  }

  @AfterEach
  void close() {
    page.run("localStorage.clear()");
    page.close();
    backend.close();
  }

  private static DeviceFixture machine(
      String id, String name, String kind, String address, String status) {
    return new DeviceFixture(id, name).kind(kind).at(address).status(status).seenBy("mdns", 60);
  }

  @Test
  void machinesAreInGroupsThatPeopleThinkIn() {
    page.open("machines");
    page.until(
        () ->
            assertThat(page.texts(".kinds button"))
                .containsExactly("3D printers\n2", "Paper printers\n1", "Storage\n1"));
    page.press("3D printers 2");
    page.until(() -> assertThat(page.names()).containsExactly("P1S", "Voron"));
    page.press("Paper printers 1");
    page.until(() -> assertThat(page.names()).containsExactly("P1S", "Voron", "LaserJet"));
  }

  @Test
  void aServiceIsOneWordWhateverItsTransport() {
    page.open("machines");
    page.press("Service");
    page.until(
        () -> assertThat(page.texts(".facet[open] label")).containsExactly("http\n1", "ipp\n1"));
  }

  @Test
  void sectionsHaveHeadingsAndTheArrowsPassThem() {
    page.open("machines?by=subnet");
    page.until(
        () ->
            assertThat(page.texts(".heading"))
                .containsExactly("192.0.2.0/24 (3)", "198.51.100.0/24 (1)"));
    page.find("#search").sendKeys(Keys.ARROW_DOWN);
    assertThat(page.focus()).isEqualTo("P1S");
    page.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(page.focus()).isEqualTo("Attic");
    page.keys(Keys.ARROW_UP);
    assertThat(page.focus()).isEqualTo("LaserJet");
    page.keys(Keys.HOME);
    assertThat(page.focus()).isEqualTo("P1S");
  }

  @Test
  void theOrderAndTheDensityAreKeptInThisBrowser() throws Exception {
    page.open("machines?sort=address&by=group");
    page.press("View");
    page.press("Always begin with this order");
    page.find(".menu input[type=checkbox]").click();
    page.open("machines");
    page.until(() -> assertThat(page.names()).startsWith("Voron", "P1S"));
    assertThat(page.texts(".heading")).first().isEqualTo("3D printers (2)");
    assertThat(page.find(".rows .row").getSize().height).isLessThan(50);
    assertThat(page.address()).isEqualTo("#/machines");
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void aSearchSaysWhatItWouldFindAmongTheGoneAndTheIgnored() throws Exception {
    DeviceFixture ignored = machine("uuid:old", "Voron zero", "printer", "192.0.2.40", "IDLE");
    ignored.json.putObject("user").put("ignored", true);
    backend.appear(ignored);
    backend.depart(machine("uuid:gone", "Voron legacy", "printer", "192.0.2.41", "IDLE"));
    page.open("machines?q=voron&presence=x");

    page.until(
        () ->
            assertThat(page.texts(".elsewhere button"))
                .containsExactly("1 among those that are gone", "1 among the ignored"));
    page.press("1 among those that are gone");
    page.until(() -> assertThat(page.names()).containsExactly("Voron legacy"));
  }

  @Test
  void manyMachinesAreTaggedAtOnce() throws Exception {
    page.stub("PUT", "\\/devices\\/.*\\/user", "{}").open("machines");
    page.until(() -> assertThat(page.names()).hasSize(4));
    page.press("Select");
    page.press("All in the list");
    page.until(() -> assertThat(page.texts(".bulk b")).containsExactly("4 selected"));
    page.find(".row[data-id='uuid:nas'] input").click();
    page.until(() -> assertThat(page.texts(".bulk b")).containsExactly("3 selected"));
    assertThat(page.axe()).isEmpty();
    page.find(".bulk input").sendKeys("#Farm");
    page.press("Add tag");
    page.until(
        () ->
            assertThat(page.asked())
                .filteredOn(each -> each.startsWith("PUT"))
                .containsExactlyInAnyOrder(
                    "PUT /devices/bambu:01P/user {\"tags\":[\"Farm\"]}",
                    "PUT /devices/uuid:voron/user {\"tags\":[\"Farm\"]}",
                    "PUT /devices/uuid:laser/user {\"tags\":[\"Farm\"]}"));
    page.press("Done");
    page.until(() -> assertThat(page.texts(".bulk")).isEmpty());
  }

  @Test
  void whatPeopleEnteredSurvivesTheWayThroughAFile() {
    page.open("machines");
    Object result =
        page.browser.executeAsyncScript(
            """
            const done = arguments[0];
            import('/dashboard/model/annotations.js').then(({ annotationsOf, read, toCsv }) => {
              const user = { name: '=SUM(1)', room: 'Attic, left', tags: ['a', 'b'], note: 'two\\nlines "quoted"', ignored: true, sleeps: true };
              const all = annotationsOf([{ json: { id: 'x:1', user } }, { json: { id: 'x:2' } }]);
              const want = JSON.stringify([{ id: 'x:1', user }]);
              const excel = 'id;name;tags\\r\\nx:3;Mini;"p, q"\\r\\n';
              const strange = ['', 'name\\nx', '[1]', '{"id":"x"}', '[{"name":"x"}]'].map((text) => { try { return read(text).length; } catch { return 'refused'; } });
              done([JSON.stringify(read(toCsv(all))) === want, JSON.stringify(read(JSON.stringify(all))) === want,
                toCsv(all).includes("'=SUM(1)"), JSON.stringify(read(excel)[0].user.tags), strange.join()].join(' '));
            });
            """);
    assertThat(result)
        .isEqualTo("true true true [\"p\",\"q\"] refused,refused,refused,refused,refused");
  }

  @Test
  void theQuestionMarkHelpsWithTheKeys() throws Exception {
    page.open("machines");
    page.until(() -> assertThat(page.names()).hasSize(4));
    page.keys("?");
    page.until(() -> assertThat(page.texts("dialog[open] dt")).contains("/", "?"));
    assertThat(page.axe()).isEmpty();
    page.keys(Keys.ESCAPE);
    page.until(() -> assertThat(page.texts("dialog[open]")).isEmpty());
  }

  @Test
  void aHubThatIsAwayIsShownAndNothingCanBeChanged() throws Exception {
    page.open("machines");
    page.until(() -> assertThat(page.names()).hasSize(4));
    backend.close();

    page.until(
        () ->
            assertThat(page.texts("#banner h2"))
                .singleElement()
                .asString()
                .startsWith("The hub does not answer since "));
    assertThat(page.names()).as("what was known stays").hasSize(4);
    page.press("Select");
    page.press("All in the list");
    page.run("confirm = () => true");
    page.run("document.querySelectorAll('.bulk .deed').forEach((e) => e.click())");
    page.until(
        () ->
            assertThat(page.texts(".toast"))
                .isNotEmpty()
                .allMatch(text -> text.contains("The hub does not answer now")));
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void aDegradedHubIsOneLineAndItsCommandCanBeCopied() {
    backend.health(
        Health.Status.DEGRADED, "ping: grant it with sysctl net.ipv4.ping_group_range=\"0 1\" now");
    page.open("machines");
    page.press("How to mend it");
    page.until(
        () -> assertThat(page.texts("#banner li button")).containsExactly("Copy the command"));
  }

  @Test
  void theWallShowsPrintersOnly() throws Exception {
    backend.appear(machine("uuid:mk4", "MK4", "printer", "192.0.2.50", "ERROR"));
    page.open("wall");
    page.until(
        () ->
            assertThat(page.texts(".tilename")).containsExactly("MK4", "P1S", "Voron", "LaserJet"));
    assertThat(page.texts(".tilestatus")).startsWith("Error", "Running 40 %");
    assertThat(page.texts(".tilemore").get(1)).isEqualTo("41 min left \u00b7 cat");
    assertThat(page.texts(".top")).isEmpty();
    assertThat(page.axe()).isEmpty();
    page.size(new Dimension(320, 700));
    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(320);

    page.press("Leave the wall view");
    page.until(() -> assertThat(page.names()).hasSize(5));
    assertThat(page.texts(".top")).isNotEmpty();
  }
}
