// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.web.DeviceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of machines, in a browser. */
class MachinesPageTest {

  private final DeviceFixture bambu =
      new DeviceFixture("bambu:01P00A", "P1S")
          .at("192.0.2.20")
          .kind("bambu")
          .status("RUNNING")
          .with("vendor", "Bambu Lab")
          .with("serial", "01P00A")
          .seenBy("bambu", 30)
          .seenBy("ping", 90);
  private final DeviceFixture voron =
      new DeviceFixture("uuid:voron", "Voron")
          .at("192.0.2.9")
          .kind("printer")
          .status("IDLE")
          .service("_moonraker._tcp", 7125, "/")
          .seenBy("mdns", 60);
  private final DeviceFixture nas =
      new DeviceFixture("uuid:nas", "Storage 10")
          .at("192.0.2.100")
          .kind("nas")
          .service("_http._tcp", 80, "/")
          .seenBy("mdns", 60);

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend);
  }

  @AfterEach
  void close() {
    page.close();
    backend.close();
  }

  @Test
  void aMachineAppearsChangesAndDepartsWithoutAReload() {
    page.open("machines");
    page.until(() -> assertThat(page.texts(".blank h2")).containsExactly("Nothing found yet"));
    page.run("window.sameDocument = true");

    backend.appear(voron);
    page.until(() -> assertThat(page.names()).containsExactly("Voron"));
    assertThat(page.texts(".row .pill")).containsExactly("Idle");
    assertThat(page.texts(".row .address")).contains("192.0.2.9");
    assertThat(page.texts(".row .source")).containsExactly("mdns");
    assertThat(page.texts(".blank")).isEmpty();

    backend.change(voron.status("RUNNING").with("name", "Voron 2.4"));
    page.until(() -> assertThat(page.texts(".row .pill")).containsExactly("Running"));
    assertThat(page.names()).containsExactly("Voron 2.4");
    page.until(
        () -> {
          assertThat(page.texts(".summary")).containsExactly("1 machine");
          assertThat(page.texts(".work button")).containsExactly("1 printing");
        });

    backend.depart(voron);
    page.until(() -> assertThat(page.texts(".blank h2")).containsExactly("Nothing found yet"));
    assertThat(page.run("return window.sameDocument")).isEqualTo(true);
    assertThat(page.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machines                        | P1S,Voron,Storage 10",
        "machines?sort=name              | P1S,Storage 10,Voron",
        "machines?sort=address           | Voron,P1S,Storage 10",
        "machines?sort=address&down=     | Storage 10,P1S,Voron",
        "machines?kind=bambu             | P1S",
        "machines?kind=bambu&kind=nas    | P1S,Storage 10",
        "machines?type=_http._tcp        | Storage 10",
        "machines?status=IDLE            | Voron",
        "machines?source=mdns            | Voron,Storage 10",
        "machines?source=mdns&kind=nas   | Storage 10",
        "machines?q=01p00                | P1S",
        "machines?q=192.0.2.9            | Voron",
        "machines?q=storage+100          | Storage 10",
        "machines?show=gone              | Old one",
        "machines?show=all&sort=name     | Old one,P1S,Storage 10,Voron",
      })
  void aViewIsABookmark(String hash, String names) {
    backend.appear(bambu, voron, nas);
    backend.depart(new DeviceFixture("x:old", "Old one"));

    page.open(hash);

    page.until(() -> assertThat(page.names()).containsExactly(names.split(",")));
  }

  @Test
  void filtersNarrowTheListAndAreKeptInTheUrl() {
    backend.appear(bambu, voron, nas);
    page.open("machines");
    page.until(() -> assertThat(page.names()).hasSize(3));

    page.press("Storage 1");
    page.until(() -> assertThat(page.names()).containsExactly("Storage 10"));
    assertThat(page.address()).isEqualTo("#/machines?group=storage");

    page.press("Seen by");
    page.find("input[value=bambu]").click();
    page.until(() -> assertThat(page.texts(".blank h2")).containsExactly("No machine fits"));
    assertThat(page.address()).isEqualTo("#/machines?group=storage&source=bambu");

    page.press("Show all that are here");
    page.until(() -> assertThat(page.names()).hasSize(3));
    assertThat(page.address()).isEqualTo("#/machines");

    page.find("#search").sendKeys("voron idle");
    page.until(() -> assertThat(page.names()).containsExactly("Voron"));
    assertThat(page.address()).isEqualTo("#/machines?q=voron+idle");
  }

  @Test
  void aSentenceSaysWhatThePrintersDoAndFilters() {
    backend.appear(
        bambu.job("cat", 0.4, 2500),
        voron,
        nas,
        new DeviceFixture("x:mk4", "MK4").kind("printer").status("PREPARING").job("dog", 0, 3600),
        new DeviceFixture("x:mini", "Mini").kind("printer").status("FINISHED"),
        new DeviceFixture("x:ender", "Ender").kind("printer").status("ERROR"));
    page.open("machines");

    page.until(
        () ->
            assertThat(page.texts(".work button"))
                .containsExactly(
                    "2 idle", "2 printing (next free in 41 min)", "1 needs attention"));
    page.press("2 printing (next free in 41 min)");
    page.until(() -> assertThat(page.names()).containsExactly("P1S", "MK4"));
    assertThat(page.address()).isEqualTo("#/machines?work=busy");
    page.press("1 needs attention");
    page.until(() -> assertThat(page.names()).containsExactly("P1S", "Ender", "MK4"));
    page.press("2 printing (next free in 41 min)");
    page.until(() -> assertThat(page.names()).containsExactly("Ender"));
  }

  @Test
  void progressIsShownLive() {
    backend.appear(bambu.job("cat", 0.4, 2500));
    page.open("machines");
    page.until(() -> assertThat(page.texts(".row .pill")).containsExactly("Running 40 %"));

    backend.read(bambu.job("cat", 0.55, 1200));

    page.until(() -> assertThat(page.texts(".row .pill")).containsExactly("Running 55 %"));
    assertThat(page.find(".row progress").getDomProperty("value")).isEqualTo("0.55");
    page.until(
        () ->
            assertThat(page.texts(".work button"))
                .containsExactly("1 printing (next free in 20 min)"));
  }

  @Test
  void aColumnSortsOneWayThenTheOther() {
    backend.appear(bambu, voron, nas);
    page.open("machines");

    page.press("Address");
    page.until(() -> assertThat(page.names()).containsExactly("Voron", "P1S", "Storage 10"));
    page.press("Address");
    page.until(() -> assertThat(page.names()).containsExactly("Storage 10", "P1S", "Voron"));
    assertThat(page.find("[role=columnheader].address").getDomAttribute("aria-sort"))
        .isEqualTo("descending");
  }

  @Test
  void textFromTheNetworkIsNeverMarkup() {
    String hostile = "<img src=x onerror=alert(1)>";
    backend.appear(
        new DeviceFixture("x:evil", hostile)
            .at("192.0.2.66")
            .kind("<b>kind</b>")
            .status("<script>alert(2)</script>")
            .with("vendor", "\"><svg onload=alert(3)>")
            .with("url", "javascript:alert(4)")
            .service("_http._tcp", 80, "javascript:alert(5)")
            .service("__proto__", 80, "/")
            .seenBy("mdns", 60),
        new DeviceFixture("x:proto", "__proto__").kind("constructor").status("__proto__"));

    page.open("machines");
    page.until(() -> assertThat(page.names()).containsExactly("__proto__", hostile));
    page.press(hostile);
    page.until(() -> assertThat(page.texts("h1")).containsExactly(hostile));

    assertThat(page.texts("main img, main script, main svg[onload], main b > b")).isEmpty();
    assertThat(page.texts("main a[href^='javascript' i]")).isEmpty();
    assertThat(page.find(".services a").getDomAttribute("href")).isEqualTo("http://192.0.2.66/");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void anEmptyListShowsWhatToDo() throws Exception {
    backend.protocol("ping", io.kitty.hub.ModuleStatus.State.RUNNING, "{}");
    page.open("machines");

    page.until(
        () -> assertThat(page.texts(".welcome")).singleElement().asString().contains("eth0"));
    assertThat(page.texts(".welcome li")).hasSize(4);
    page.press("Scan now");
    page.until(() -> assertThat(backend.server.hub.scanned()).containsExactly("ping"));
  }

  @Test
  void theConnectionIsShownAndRestored() throws Exception {
    backend.appear(voron);
    page.open("machines");
    page.until(() -> assertThat(page.texts("#live")).containsExactly("Live"));

    int port = backend.server.port;
    backend.close();
    page.until(() -> assertThat(page.texts("#live")).containsExactly("Reconnecting"));

    backend = new FakeBackend(port);
    backend.appear(nas);
    page.until(() -> assertThat(page.texts("#live")).containsExactly("Live"));
    page.until(() -> assertThat(page.names()).containsExactly("Storage 10"));
  }
}
