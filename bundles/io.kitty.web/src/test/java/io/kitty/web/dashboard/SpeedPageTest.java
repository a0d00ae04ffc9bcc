// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.web.DeviceFixture;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The speed of the page with many machines; the figures are printed and not asserted. */
class SpeedPageTest {

  private static final int MACHINES = 5000;
  private static final int PER_SECOND = 500;
  private static final int SECONDS = 6;

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend);
    for (int i = 0; i < MACHINES; i++) {
      backend.appear(machine(i));
    }
  }

  @AfterEach
  void close() {
    page.close();
    backend.close();
  }

  private static DeviceFixture machine(int i) {
    return new DeviceFixture("x:%05d".formatted(i), "Machine %05d".formatted(i))
        .at("10.0.%d.%d".formatted(i / 250, 1 + i % 250))
        .kind(i % 3 == 0 ? "printer" : "host")
        .status("IDLE")
        .service("_http._tcp", 80, "/")
        .seenBy("mdns", 60)
        .seenBy("ping", 60);
  }

  @Test
  void fiveThousandMachinesAreShownFast() {
    page.open("machines");
    page.until(
        () ->
            assertThat(page.texts(".summary"))
                .singleElement()
                .asString()
                .startsWith("5,000 machines"));

    Map<?, ?> times =
        (Map<?, ?>)
            page.run(
                """
                const paints = Object.fromEntries(performance.getEntriesByType('paint').map(e => [e.name, e.startTime]));
                return {
                  paint: Math.round(paints['first-contentful-paint']),
                  list: Math.round(performance.getEntriesByName('first machines')[0]?.startTime ?? -1),
                  elements: document.querySelectorAll('*').length,
                };\
                """);
    assertThat(page.names()).hasSizeBetween(5, 60);
    System.out.printf(
        "The page with %d machines: first paint after %s ms, list shown and usable after %s ms, %s"
            + " elements%n",
        MACHINES, times.get("paint"), times.get("list"), times.get("elements"));
    page.run("scrollTo(0, document.documentElement.scrollHeight)");
    page.until(() -> assertThat(page.names()).contains("Machine 04999"));
  }

  @Test
  void thePageRespondsWhileFiveHundredMachinesChangeASecond() throws Exception {
    page.open("machines?sort=name");
    page.until(() -> assertThat(page.names()).isNotEmpty());
    page.run(
        """
        window.long = []; window.frames = 0;
        new PerformanceObserver((list) => long.push(...list.getEntries().map(e => e.duration))).observe({ type: 'longtask' });
        const frame = () => { frames++; requestAnimationFrame(frame); }; frame();\
        """);

    AtomicInteger sent = new AtomicInteger();
    ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    try {
      beat.scheduleAtFixedRate(
          () -> {
            int i = sent.getAndIncrement();
            backend.change(machine(i * 7 % MACHINES).status(i % 2 == 0 ? "RUNNING" : "PAUSED"));
          },
          0,
          1_000_000 / PER_SECOND,
          TimeUnit.MICROSECONDS);
      long begun = System.nanoTime();
      int answered = 0;
      long slowest = 0;
      while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS)) {
        long asked = System.nanoTime();
        page.find("#search").sendKeys("0");
        slowest = Math.max(slowest, System.nanoTime() - asked);
        answered++;
        page.find("#search").clear();
      }
      System.out.printf(
          "The page while %d of %d machines change a second: %s frames a second, long tasks %s, "
              + "%d keys taken, the slowest after %d ms%n",
          sent.get() / SECONDS,
          MACHINES,
          (long) page.run("return frames") / SECONDS,
          page.run(
              "return `${long.length}, longest ${Math.round(Math.max(0, ...long))} ms,"
                  + " ${Math.round(long.reduce((a, b) => a + b, 0))} ms in all`"),
          answered,
          TimeUnit.NANOSECONDS.toMillis(slowest));
    } finally {
      beat.shutdownNow();
    }
    int last = sent.get();
    backend.change(machine(0).status("the last one"));
    page.until(
        () -> assertThat(page.texts("[data-id='x:00000'] .pill")).containsExactly("The last one"));
    assertThat(last).isGreaterThan(PER_SECOND);
  }
}
