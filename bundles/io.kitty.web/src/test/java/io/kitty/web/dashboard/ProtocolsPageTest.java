// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.hub.ModuleConfigurator.PromptedKey;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.web.DeviceFixture;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Dimension;

/** The protocols, what needs attention, and announced services, in a browser. */
class ProtocolsPageTest {

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
  void aProtocolIsShownWithStateCountersAndError() throws Exception {
    backend.protocol("ssdp", State.RUNNING, "{\"last_error\":\"cannot send\"}");
    backend.protocol("mdns", State.FAILED, "{\"detail\":\"port 5353 is taken; free it\"}");
    page.open("protocols");

    page.until(
        () ->
            assertThat(page.texts(".protocol h3"))
                .containsExactly("Bonjour services", "UPnP devices"));
    assertThat(page.texts(".protocol .pill")).containsExactly("not working", "working");
    assertThat(page.texts(".protocol:first-child .detail"))
        .containsExactly("port 5353 is taken; free it");
    assertThat(page.texts(".protocol:last-child .wrong"))
        .containsExactly("Last error: cannot send");
    assertThat(page.texts("td, .counters")).isEmpty();
    page.press("Details of UPnP devices");
    assertThat(page.texts(".protocol:last-child td")).containsExactly("1,234", "5", "6");
    assertThat(page.texts(".protocol:last-child .counters"))
        .singleElement()
        .asString()
        .contains("Packets in", "12");
    assertThat(page.find(".protocol:first-child button").isEnabled()).isFalse();
  }

  @Test
  void theVersionIsAtTheFootOfEachView() throws Exception {
    backend.server.hub.health(
        new Health(Health.Status.OK, List.of(), new TreeMap<>()).ofVersion("1.2.3"));
    page.open("protocols");

    page.until(() -> assertThat(page.texts("footer")).containsExactly("Kitty Discovery 1.2.3"));
    page.open("machines");
    page.until(() -> assertThat(page.texts("footer")).containsExactly("Kitty Discovery 1.2.3"));
  }

  @Test
  void aScanStartsAndItsProgressIsShown() throws Exception {
    backend.protocol("ping", State.RUNNING, "{\"last_run\":1,\"last_duration\":2.5}");
    page.open("protocols");

    page.press("Scan now with Hosts that answer");
    page.until(() -> assertThat(backend.server.hub.scanned()).containsExactly("ping"));
    backend.protocol(
        "ping", State.RUNNING, "{\"last_run\":2,\"progress\":{\"done\":1200,\"total\":65534}}");

    page.until(
        () ->
            assertThat(page.texts("#sweeps .sweep"))
                .singleElement()
                .asString()
                .contains("Hosts that answer", "1,200 of 65,534"));
    assertThat(page.run("return document.querySelector('#sweeps progress').position"))
        .isEqualTo(1200 / 65534.0);

    backend.protocol("ping", State.RUNNING, "{\"last_run\":2,\"last_duration\":7.25}");
    page.until(() -> assertThat(page.texts(".sweep")).isEmpty());
    page.press("Details of Hosts that answer");
    assertThat(page.texts(".took")).containsExactly(", took 7.3 s");
  }

  @Test
  void aProtocolSaysWhatItDoesAndHowManyMachinesItSees() throws Exception {
    backend.appear(
        new DeviceFixture("x:1", "One").at("192.0.2.1").seenBy("bambu", 60),
        new DeviceFixture("x:2", "Two").at("192.0.2.2").seenBy("bambu", 60),
        new DeviceFixture("x:3", "Three").at("192.0.2.3").seenBy("ssdp", 60));
    backend.protocol("bambu", State.RUNNING, "{}");
    backend.protocol("ssdp", State.RUNNING, "{}");
    backend.protocol("new.one", State.RUNNING, "{}");
    page.open("protocols");

    page.until(
        () ->
            assertThat(page.texts(".protocol h3"))
                .containsExactly("Bambu Lab printers", "new.one", "UPnP devices"));
    assertThat(page.texts(".cardhead + p"))
        .containsExactly(
            "Listens on UDP 2021 and 1990. bambu",
            "new.one",
            "Searches by SSDP and listens on UDP 1900. ssdp");
    page.until(
        () ->
            assertThat(page.texts(".count"))
                .containsExactly("sees 2 machines", "sees 0 machines", "sees 1 machine"));
    page.press("sees 2 machines");
    page.until(() -> assertThat(page.names()).containsExactly("One", "Two"));
  }

  @Test
  void whatIsNoProtocolIsAmongTheServices() throws Exception {
    backend.protocol("ssdp", State.RUNNING, "{}");
    backend.protocol("redis", State.DISABLED, "{}");
    backend.protocol("store", State.RUNNING, "{\"protocol\":false,\"interfaces\":[]}");
    page.open("protocols");

    page.until(() -> assertThat(page.texts("h2 + .cards h3")).containsExactly("Store", "Redis"));
    assertThat(page.texts("h2")).contains("Services of the hub");
    assertThat(page.texts("h2 + .cards .switch, h2 + .cards .cardhead button"))
        .containsExactly("On");
    assertThat(page.axe()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360})
  void aNarrowScreenNeedsNoHorizontalScrolling(int width) throws Exception {
    String long1 =
        "{\"last_error\":\"" + "x".repeat(200) + "\",\"detail\":\"" + "y".repeat(200) + "\"}";
    for (String id : List.of("ssdp", "broadcast", "octoprint.state", "publisher", "store")) {
      backend.protocol(id, State.DEGRADED, long1);
    }
    page.size(new Dimension(width, 700)).open("protocols");
    page.until(() -> assertThat(page.texts("summary")).hasSizeGreaterThan(4));
    page.run("document.querySelectorAll('.figures').forEach(e => { e.open = true; })");

    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void aProtocolIsSwitchedOff() throws Exception {
    backend.protocol("ping", State.RUNNING, "{}");
    page.open("protocols");

    page.find(".switch input").click();

    page.until(() -> assertThat(backend.server.modules.switched).containsExactly("ping false"));
  }

  @Test
  void whatFailsIsNamed() throws Exception {
    backend.protocol("ping", State.RUNNING, "{}");
    page.open("protocols");
    page.until(() -> assertThat(page.texts(".protocol h3")).hasSize(1));

    backend.server.close();
    page.press("Scan now with Hosts that answer");
    page.until(
        () ->
            assertThat(page.texts(".toast.bad"))
                .singleElement()
                .asString()
                .startsWith("Could not start the scan: "));
    page.press("Scan with all");
    page.until(
        () ->
            assertThat(page.texts(".toast.bad"))
                .singleElement()
                .asString()
                .startsWith("Could not start the scan: "));
  }

  @Test
  void configurationsAreAddedToAMultiInstanceProtocol() throws Exception {
    String hostile = "<img src=x onerror=alert(1)>";
    backend.protocol("bindserver", State.DISABLED, "{\"switchable\":false}");
    backend.server.modules.keys.add(new PromptedKey("serial", hostile, "digits", "", true));
    backend.server.modules.keys.add(new PromptedKey("plain.port", "The port.", "", "3000", false));
    page.open("protocols");

    page.press("Add one to Virtual printers");
    page.until(
        () ->
            assertThat(page.texts(".adder label"))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("serial", hostile, "digits.")));
    assertThat(page.texts(".adder img, .switch")).isEmpty();
    assertThat(page.axe()).isEmpty();
    page.find(".adder input[name=file]").sendKeys("bench");
    page.find(".adder input[name=serial]").sendKeys("01P");
    backend.server.modules.failWith(
        new IllegalArgumentException("serial = 01P is not used: " + hostile));
    page.press("Add");
    page.until(
        () ->
            assertThat(page.texts(".adder .wrong"))
                .containsExactly("serial = 01P is not used: " + hostile));

    backend.server.modules.failWith(null);
    page.press("Add");

    page.until(
        () ->
            assertThat(backend.server.modules.added)
                .containsExactly("bindserver bench {serial=01P}"));
    page.until(
        () ->
            assertThat(page.texts(".toast"))
                .containsExactly("etc/io.kitty.bindserver-bench.cfg was written."));
    assertThat(page.texts(".adder form")).isEmpty();
  }

  @Test
  void everyViewShowsDegradationsWithTheirRemedy() {
    String remedy = "ping has no right to ICMP; allow it with setcap cap_net_raw+p";
    backend.health(Health.Status.DEGRADED, remedy);
    page.open("machines");

    page.until(
        () ->
            assertThat(page.texts("#banner h2"))
                .containsExactly("Something works less well than it could"));
    assertThat(page.texts("#banner li")).isEmpty();
    page.press("How to mend it");
    page.until(() -> assertThat(page.texts("#banner li")).containsExactly(remedy));

    backend.health(Health.Status.OK);
    page.press("Protocols");
    page.until(() -> assertThat(page.find("#banner").isDisplayed()).isFalse());
  }

  @Test
  void announcedServicesAreShownWithTypesAndFigures() {
    page.stub(
            "GET",
            "\\/announcements",
            "[{type:'vault',name:'v1',host:'192.0.2.7',port:80,source:'multicast',last_seen:1,device:'x:1'},{type:'_farm._udp',name:'f1',host:'192.0.2.8',port:81,source:'beacon',last_seen:1,device:'x:2'}]")
        .stub(
            "GET",
            "\\/announcements\\/metrics",
            "[{name:'listener',packets_received:12345,errors:2}]")
        .stub("POST", "\\/announcements\\/metrics\\/reset", "null");
    page.open("machines");
    page.press("Announced");

    page.until(() -> assertThat(page.texts(".announced li a")).containsExactly("v1", "f1"));
    assertThat(page.texts(".counters dd")).containsExactly("12,345", "2");
    page.press("Type");
    page.find("input[value='_farm._udp']").click();
    page.until(() -> assertThat(page.texts(".announced li a")).containsExactly("f1"));
    page.press("Reset figures");
    page.until(() -> assertThat(page.asked()).contains("POST /announcements/metrics/reset"));
    assertThat(page.complaints()).isEmpty();
  }
}
