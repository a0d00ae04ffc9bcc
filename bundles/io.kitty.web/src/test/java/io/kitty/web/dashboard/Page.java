// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The dashboard in a browser. */
final class Page implements AutoCloseable {

  private static final Dimension DESK = new Dimension(1280, 900);

  /** Returns axe's serious and critical findings with the elements concerned. */
  private static final String AXE =
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations
        .filter((each) => ['serious', 'critical'].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`)));
      """;

  final ChromeDriver browser = Chromium.get();
  private final FakeBackend backend;
  private String stubs = "";

  Page(FakeBackend backend) {
    this.backend = backend;
    size(DESK);
    colours("light");
  }

  /** Stubs requests that match a pattern in the browser. */
  Page stub(String method, String pattern, String json) {
    stubs += "stubs.push({method:'%s',pattern:/^%s$/,json:%s});".formatted(method, pattern, json);
    return this;
  }

  /** Reloads the page with this view. */
  Page open(String hash) {
    return visit(backend.server.uri("/#/" + hash));
  }

  /** Opens a URL. */
  Page visit(URI url) {
    browser.get("about:blank");
    complaints();
    Object script =
        browser
            .executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", "{" + STUBBED + stubs + "}"))
            .get("identifier");
    browser.get(url.toString());
    remove(script);
    return this;
  }

  /** Chromium may have dropped it with the process of the page before. */
  private void remove(Object script) {
    try {
      browser.executeCdpCommand(
          "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    } catch (WebDriverException e) {
      assertThat(e).hasMessageContaining("Script not found");
    }
  }

  private static final String STUBBED =
      """
      window.stubs = []; window.asked = [];
      const real = window.fetch;
      window.fetch = async (path, options = {}) => {
        const method = options.method ?? 'GET';
        const plain = String(path).replace(/^\\./, '');
        const stub = stubs.find((each) => each.method === method && each.pattern.test(plain));
        if (stub) {
          asked.push(`${method} ${decodeURIComponent(plain)} ${options.body ?? ''}`.trim());
          const json = JSON.stringify(stub.json);
          return new Response(json === 'null' ? null : json, { status: json === 'null' ? 204 : 200 });
        }
        return real(path, options);
      };
      """;

  /** Returns the requests that the stubs got, in order. */
  List<String> asked() {
    return List.copyOf(list(run("return window.asked")));
  }

  Page size(Dimension size) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  Page colours(String scheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    return this;
  }

  WebElement find(String css) {
    until(() -> assertThat(browser.findElements(By.cssSelector(css))).as(css).isNotEmpty());
    return browser.findElement(By.cssSelector(css));
  }

  /** Presses the button or link with this text or label. */
  void press(String name) {
    until(() -> assertThat(button(name)).as(name).isNotNull());
    button(name).click();
  }

  private WebElement button(String name) {
    return (WebElement)
        run(
            """
            return [...document.querySelectorAll('button, a, summary')].find(e => e.checkVisibility()
              && [e.innerText.replace(/\\s+/g, ' ').trim(), e.getAttribute('aria-label')].includes(arguments[0]))\
            """,
            name);
  }

  /** Returns the names in the list, in the order on screen. */
  List<String> names() {
    return list(
        run(
            "return [...document.querySelectorAll('.rows .row:not(.section) .name')].map(e => e.textContent)"));
  }

  /** Returns the text of the visible elements that match. */
  List<String> texts(String css) {
    return list(
        run(
            """
            return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())
              .map(e => e.innerText)\
            """,
            css));
  }

  String address() {
    String url = String.valueOf(browser.getCurrentUrl());
    return url.substring(url.indexOf('#'));
  }

  /** Returns the text or label of the focused element. */
  String focus() {
    return String.valueOf(
        run(
            "const e = document.activeElement; return e.getAttribute('aria-label') ??"
                + " e.innerText"));
  }

  Page keys(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
    return this;
  }

  Page tab(int times) {
    for (int i = 0; i < times; i++) {
      keys(Keys.TAB);
    }
    return this;
  }

  Object run(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  /** Waits until an assertion holds. A failure names the errors of the page's scripts, too. */
  void until(ThrowingRunnable holds) {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          .ignoreException(org.openqa.selenium.StaleElementReferenceException.class)
          .untilAsserted(holds);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + " The page's complaints: " + complaints(), e);
    }
  }

  /** Returns axe's findings for the page as it is. */
  List<String> axe() throws IOException {
    try (InputStream script = Page.class.getResourceAsStream("/axe.min.js")) {
      run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return list(browser.executeAsyncScript(AXE));
  }

  /** Returns errors of scripts and violations of the content security policy. */
  List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Object value) {
    return (List<String>) value;
  }

  /** Leaves the page, so that it sends no request to the next test's server. */
  @Override
  public void close() {
    browser.get("about:blank");
  }
}
