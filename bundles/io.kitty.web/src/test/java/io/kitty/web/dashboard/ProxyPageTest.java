// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus.State;
import io.kitty.web.DeviceFixture;
import io.kitty.web.PathProxy;
import io.kitty.web.TestServer;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The page behind a reverse proxy that serves it under a path. */
class ProxyPageTest {

  private static final String INGRESS = "/api/hassio_ingress/Ab_1";

  private FakeBackend backend;
  private Page page;
  private PathProxy proxy;

  @AfterEach
  void close() throws Exception {
    page.browser.manage().deleteAllCookies();
    page.close();
    proxy.close();
    backend.close();
  }

  @Test
  void worksUnderAPath() throws Exception {
    open("/kitty", "X-Forwarded-For: 192.0.2.50\r\n");
    page.visit(proxy.uri("/kitty/"));

    works();

    assertThat(page.browser.getCurrentUrl()).startsWith(proxy.uri("/kitty/").toString());
    page.browser.get(proxy.uri("/kitty/devices/none").toString());
    page.browser.findElement(By.linkText("To the machines")).click();
    page.until(() -> assertThat(page.names()).contains("Voron"));
  }

  @Test
  void worksInTheSideBarOfHomeAssistant() throws Exception {
    open(INGRESS, "X-Ingress-Path: %s\r\nX-Forwarded-For: 192.0.2.50\r\n".formatted(INGRESS));
    page.visit(proxy.uri("/frame"));
    page.browser.switchTo().frame(0);

    works();

    page.browser.switchTo().defaultContent();
    page.browser.get(proxy.uri(INGRESS + "/").toString());
    assertThat(page.browser.manage().getCookies())
        .singleElement()
        .extracting(Cookie::getPath)
        .isEqualTo(INGRESS + "/");
  }

  @Test
  void anotherProxyMayNotFrameIt() throws Exception {
    open("/kitty", "X-Forwarded-For: 192.0.2.50\r\n");
    page.visit(proxy.uri("/frame"));
    page.browser.switchTo().frame(0);

    assertThat(page.browser.findElements(By.id("login"))).isEmpty();
    page.browser.switchTo().defaultContent();
    page.until(() -> assertThat(page.complaints()).anyMatch(each -> each.contains("frame")));
  }

  /** Signs in, gets events, makes a change and shows icons. */
  private void works() throws Exception {
    page.find("#token").sendKeys(TestServer.TOKEN, Keys.ENTER);
    page.until(() -> assertThat(page.names()).containsExactly("Voron"));
    backend.appear(new DeviceFixture("x:2", "Second"));
    page.until(() -> assertThat(page.names()).containsExactly("Second", "Voron"));
    page.run("location.hash = '#/protocols'");
    page.press("Scan now with Hosts that answer");
    page.until(() -> assertThat(backend.server.hub.scanned()).containsExactly("ping"));
    assertThat(
            page.run(
                "return performance.getEntriesByType('resource').filter(e => e.responseStatus >= 400"
                    + " && !e.name.endsWith('/session')).map(e => e.name).join()"))
        .isEqualTo("");
    assertThat(
            page.run(
                "return performance.getEntriesByType('resource').some(e =>"
                    + " e.name.includes('/dashboard/icons.svg'))"))
        .isEqualTo(true);
    page.run("location.hash = '#/machines'");
  }

  private void open(String prefix, String headers) throws Exception {
    backend = new FakeBackend(TestServer.behind(InetAddress.getByName("127.0.0.1")));
    backend.appear(new DeviceFixture("x:1", "Voron"));
    backend.protocol("ping", State.RUNNING, "{}");
    proxy = new PathProxy(backend.server.port, prefix, headers);
    page = new Page(backend);
    page.browser.manage().deleteAllCookies();
  }
}
