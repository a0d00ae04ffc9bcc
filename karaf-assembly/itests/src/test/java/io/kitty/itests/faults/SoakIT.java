// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kitty.itests.Assumptions;
import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import io.kitty.itests.SnapmakerPrinters;
import io.kitty.itests.UpnpDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hub that runs for long with some five hundred devices, of which some come and go all the time,
 * and with clients that read: what it takes does not grow. With {@code -Plong} only, an hour or
 * {@code -Dkitty.soak.minutes}.
 */
class SoakIT {
  private static final int MINUTES = Extent.of(0, Integer.getInteger("kitty.soak.minutes", 60));
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PRINTERS = 220;
  private static final int UPNP_DEVICES = 30;
  private static final int CHANGES = 5;
  private static final int STREAMS = 10;

  private final Random random = new Random(20250101);
  private final List<UpnpDevice> upnp = new ArrayList<>();
  private final boolean[] present = new boolean[PRINTERS];
  private final List<Sample> samples = new ArrayList<>();

  /** What the hub took at a time, with the heap after a collection in mebibytes. */
  private record Sample(double hours, double rss, double heap, double threads, double descriptors) {
    @Override
    public String toString() {
      return "at %.2f h: RSS %.0f MiB, heap %.1f MiB, threads %.0f, descriptors %.0f"
          .formatted(hours, rss, heap, threads, descriptors);
    }
  }

  @Test
  void nothingGrows() throws Exception {
    assumeTrue(MINUTES > 0, "only with -Plong");
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("soak");
        SnapmakerPrinters printers = new SnapmakerPrinters("IDLE")) {
      printers.askedBy(hub);
      hub.configure("io.kitty.ping", "subnets", "127.19.0.0/24");
      hub.start();
      for (int i = 1; i <= UPNP_DEVICES; i++) {
        upnp.add(new UpnpDevice("Lamp " + i, "127.20.0." + i));
      }
      run(hub, printers);
      assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok");
    } finally {
      upnp.forEach(UpnpDevice::close);
    }
    assertLevel("RSS", "MiB", samples.stream().mapToDouble(Sample::rss).toArray(), 48);
    assertLevel("heap", "MiB", samples.stream().mapToDouble(Sample::heap).toArray(), 12);
    assertLevel("threads", "", samples.stream().mapToDouble(Sample::threads).toArray(), 8);
    assertLevel("descriptors", "", samples.stream().mapToDouble(Sample::descriptors).toArray(), 16);
  }

  private void run(HubProcess hub, SnapmakerPrinters printers) throws Exception {
    long begin = System.nanoTime();
    List<EventFeed> feeds = new ArrayList<>();
    try {
      for (int second = 0; second < 60 * MINUTES; second++) {
        change(printers);
        read(hub, feeds);
        if (second % 60 == 59) {
          samples.add(sample(hub, begin));
          System.out.println("soak: " + samples.get(samples.size() - 1));
        }
        Thread.sleep(1000);
      }
      await("most of the devices")
          .atMost(SOON)
          .until(() -> hub.rest().json("/devices").size() > PRINTERS);
    } finally {
      feeds.forEach(EventFeed::close);
    }
  }

  private void change(SnapmakerPrinters printers) throws IOException {
    for (int i = 0; i < CHANGES; i++) {
      int printer = random.nextInt(PRINTERS);
      String address = "127.18.0." + (printer + 1);
      if (present[printer] && random.nextInt(4) == 0) {
        printers.remove(address);
        present[printer] = false;
      } else {
        printers.add("Printer %d, %d".formatted(printer, random.nextInt(10)), address);
        present[printer] = true;
      }
    }
    UpnpDevice device = upnp.get(random.nextInt(UPNP_DEVICES));
    if (random.nextInt(3) == 0) {
      device.byebye();
    } else {
      device.alive();
    }
  }

  /** Has clients read, one of which leaves its stream and begins another. */
  private static void read(HubProcess hub, List<EventFeed> feeds) throws Exception {
    for (String path : List.of("/devices", "/devices?presence=all", "/health", "/metrics")) {
      assertThat(hub.rest().send("GET", path).statusCode()).isEqualTo(200);
    }
    feeds.add(hub.rest().events());
    for (Iterator<EventFeed> each = feeds.iterator(); feeds.size() > STREAMS; ) {
      each.next().close();
      each.remove();
    }
  }

  private static Sample sample(HubProcess hub, long begin) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(hub.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    double heap =
        hub.rest()
            .send("GET", "/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    ProcessFigures now = ProcessFigures.of(hub.pid());
    double hours = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 3_600_000.0;
    return new Sample(hours, now.mebibytes(), heap / (1 << 20), now.threads(), now.descriptors());
  }

  /**
   * Prints the slope of a figure after the first third of the time, by least squares, and asserts
   * that it has grown by no more than a number since then.
   */
  private void assertLevel(String name, String unit, double[] figures, double most) {
    int first = samples.size() / 3;
    int count = samples.size() - first;
    double meanX = 0;
    double meanY = 0;
    for (int i = first; i < samples.size(); i++) {
      meanX += samples.get(i).hours() / count;
      meanY += figures[i] / count;
    }
    double above = 0;
    double below = 0;
    for (int i = first; i < samples.size(); i++) {
      double x = samples.get(i).hours() - meanX;
      above += x * (figures[i] - meanY);
      below += x * x;
    }
    double slope = below == 0 ? 0 : above / below;
    System.out.printf("fault: soak of %d min, %s %+.1f %s/h%n", MINUTES, name, slope, unit);
    double hours = samples.get(samples.size() - 1).hours() - samples.get(first).hours();
    assertThat(slope * hours).as("the growth of %s", name).isLessThan(most);
  }
}
