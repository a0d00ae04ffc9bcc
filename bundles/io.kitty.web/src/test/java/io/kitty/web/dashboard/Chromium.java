// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The headless Chromium of this machine, shared by all tests of a run. Browser and driver are never
 * downloaded, and it can connect to 127.0.0.1 only.
 */
final class Chromium {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final String[] ARGUMENTS = {
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-features=MediaRouter,DialMediaRouteProvider,OptimizationHints,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--lang=en",
  };

  private static ChromeDriver running;

  private Chromium() {}

  /** Returns the browser. Without one, the test is skipped, or fails on a build server. */
  static synchronized ChromeDriver get() {
    if (running == null) {
      Optional<Path> browser = BROWSERS.stream().flatMap(Chromium::find).findFirst();
      Optional<Path> driver = find("chromedriver").findFirst();
      if (browser.isEmpty() || driver.isEmpty()) {
        lack("The page is tried in Chromium: install chromium and chromium-driver");
      }
      running = start(browser.orElseThrow(), driver.orElseThrow());
      Runtime.getRuntime().addShutdownHook(new Thread(running::quit));
    }
    return running;
  }

  private static ChromeDriver start(Path browser, Path driver) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(ARGUMENTS);
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .withEnvironment(Map.of("NO_PROXY", "127.0.0.1,localhost"))
            .build(),
        options);
  }

  private static Stream<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable);
  }

  private static void lack(String sentence) {
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(sentence);
    }
    abort(sentence);
  }
}
