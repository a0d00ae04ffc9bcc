// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.web.DeviceFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** Accessibility of the page: keyboard, screen reader, narrow screens. */
class AccessibilityPageTest {

  private static final Dimension PHONE = new Dimension(360, 740);

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend);
    for (int i = 0; i < 12; i++) {
      backend.appear(
          new DeviceFixture("x:" + i, "Machine " + i)
              .at("192.0.2." + i)
              .kind(List.of("bambu", "printer", "nas", "host", "router", "light").get(i % 6))
              .status(List.of("IDLE", "RUNNING", "PAUSED", "ERROR", "online").get(i % 5))
              .service("_http._tcp", 80, "/")
              .seenBy("mdns", 60)
              .with("mac", "02:00:00:00:00:0" + i % 10));
    }
    backend.depart(new DeviceFixture("x:old", "Old").at("192.0.2.99"));
    backend.health(Health.Status.DEGRADED, "ping: no right to ICMP");
    backend.protocol("ping", State.DEGRADED, "{\"last_run\":1,\"last_error\":\"no right\"}");
    backend.protocol(
        "ssdp", State.RUNNING, "{\"last_run\":1,\"progress\":{\"done\":1,\"total\":9}}");
    backend.protocol("mdns", State.FAILED, "{\"detail\":\"taken\"}");
    backend.protocol("beacon", State.DISABLED, "{\"detail\":\"off\"}");
    page.stub(
            "GET",
            "\\/announcements",
            "[{type:'vault',name:'v1',host:'192.0.2.7',port:80,source:'multicast',last_seen:1,device:'x:1'}]")
        .stub("GET", "\\/corrections", "[{id:'1',kind:'split',of:['a','b'],made:1}]")
        .stub(
            "GET",
            "\\/devices\\/.*\\/history",
            "{from:0,to:86400,presence:[[0,1000]],events:[{time:1,event:'departed',text:'x'}]}");
  }

  @AfterEach
  void close() {
    page.close();
    backend.close();
  }

  @ParameterizedTest
  @CsvSource({
    "light, machines, .row .pill",
    "dark, machines, .row .pill",
    "light, machines?show=all&q=old, .row.gone",
    "dark, machines?show=all&q=old, .row.gone",
    "light, machines?q=nothing, .blank h2",
    "light, machine/x%3A3, .timeline li",
    "dark, machine/x%3A3, .timeline li",
    "light, protocols, .protocol .pill",
    "dark, protocols, .protocol .pill",
    "light, announcements, .announced li",
    "dark, announcements, .announced li",
  })
  void axeFindsNothingSerious(String colours, String view, String sign) throws IOException {
    page.colours(colours).open(view);
    page.find(sign);
    page.find("#banner li");

    assertThat(page.axe()).isEmpty();
    page.size(PHONE);
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void axeFindsNothingSeriousWithoutMachines() throws Exception {
    try (FakeBackend empty = new FakeBackend();
        Page quiet = new Page(empty).open("machines")) {
      quiet.find(".welcome");
      assertThat(quiet.axe()).isEmpty();
      quiet.colours("dark");
      assertThat(quiet.axe()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "machines, .row .pill",
    "machine/x%3A3, .timeline li",
    "protocols, .protocol",
    "announcements, .announced li"
  })
  void aPhoneNeedsNoHorizontalScrolling(String view, String sign) {
    page.size(PHONE).open(view);
    page.find(sign);

    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(PHONE.width);
    assertThat(
            page.run(
                """
                return [...document.querySelectorAll('main a, main button, main input, main select')]
                  .filter(e => e.checkVisibility() && !e.closest('.kinds, .heads, .menu'))
                  .map(e => e.getBoundingClientRect()).filter(r => r.left < 0 || r.right > 360).length\
                """))
        .isEqualTo(0L);
  }

  @Test
  void everythingWorksByKeyboard() {
    page.open("machines");
    page.find(".row .pill");

    page.tab(1);
    assertThat(page.focus()).isEqualTo("Skip to the content");
    page.keys(Keys.ENTER);
    assertThat(page.run("return document.activeElement.id")).isEqualTo("content");
    assertThat(page.address()).isEqualTo("#/machines");
    page.keys("/").keys("x:1");
    page.until(
        () -> assertThat(page.names()).containsExactly("Machine 1", "Machine 10", "Machine 11"));
    assertThat(page.focus()).isEqualTo("Search");

    for (int i = 0; i < 20 && !page.focus().equals("Machine 1"); i++) {
      page.tab(1);
    }
    page.keys(Keys.ARROW_DOWN);
    assertThat(page.focus()).isEqualTo("Machine 10");
    page.keys(Keys.END);
    assertThat(page.focus()).isEqualTo("Machine 11");
    page.keys(Keys.ARROW_UP, Keys.ENTER);
    page.until(() -> assertThat(page.focus()).isEqualTo("Machine 10"));
    assertThat(page.address()).isEqualTo("#/machine/x%3A10");

    page.browser.navigate().back();
    page.until(() -> assertThat(page.address()).isEqualTo("#/machines?q=x%3A1"));
    page.until(() -> assertThat(page.focus()).isEqualTo("Machine 10"));

    page.find(".facet summary").sendKeys(Keys.ENTER);
    page.find(".facet input");
    page.tab(1).keys(" ");
    assertThat(page.address()).contains("type=http");
    page.keys(Keys.ESCAPE);
    assertThat(page.focus()).startsWith("Service");
    assertThat(page.find(".facet").getDomAttribute("open")).isNull();
  }

  @Test
  void everyTabStopIsVisible() {
    page.open("machines?q=machine");
    page.find(".row .pill");

    for (int i = 0; i < 25; i++) {
      page.tab(1);
      assertThat(
              page.run(
                  """
                  const e = document.activeElement;
                  const style = getComputedStyle(e);
                  const box = e.getBoundingClientRect();
                  return box.width > 0 && (style.outlineStyle !== 'none' || e === document.body)\
                  """))
          .as(page.focus())
          .isEqualTo(true);
    }
  }
}
