// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.inventory.History.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubUptimeTest {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path folder;

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private HubUptime started(int second) {
    HubUptime uptime = new HubUptime(folder.resolve("history"));
    uptime.load();
    uptime.begin(at(second));
    return uptime;
  }

  private static List<Span> off(HubUptime uptime, int from, int now) {
    return uptime.off(at(from), at(now), at(now));
  }

  private void run(int from, int to) throws IOException {
    HubUptime uptime = started(from);
    for (int second = from; second <= to; second += 20) {
      uptime.tick(at(second));
    }
  }

  @Test
  void isOffBeforeTheFirstRun() {
    assertThat(off(started(100), 0, 110)).containsExactly(new Span(at(0), at(100)));
    assertThat(off(started(100), 100, 110)).isEmpty();
  }

  @Test
  void aCrashEndsAtTheLastBeat() throws IOException {
    run(0, 100);
    HubUptime uptime = started(500);

    assertThat(off(uptime, 0, 510)).containsExactly(new Span(at(100), at(500)));
    assertThat(uptime.off(at(40), at(300), at(510))).containsExactly(new Span(at(100), at(300)));
    uptime = started(600);
    uptime.extend(at(507));
    assertThat(off(uptime, 550, 600)).containsExactly(new Span(at(550), at(600)));
  }

  @Test
  void entriesAfterTheLastBeatExtendTheRun() throws IOException {
    run(0, 100);
    HubUptime uptime = new HubUptime(folder.resolve("history"));
    uptime.load();
    uptime.extend(at(113));
    uptime.extend(at(9000));
    uptime.begin(at(500));

    assertThat(off(uptime, 0, 500)).containsExactly(new Span(at(113), at(500)));
  }

  @Test
  void suspendCountsAsOff() throws IOException {
    HubUptime uptime = started(0);
    uptime.tick(at(20));
    assertThat(off(uptime, 0, 5000)).containsExactly(new Span(at(20), at(5000)));
    uptime.tick(at(5000));

    assertThat(off(uptime, 0, 5010)).containsExactly(new Span(at(20), at(5000)));
    uptime.tick(at(5020));
    assertThat(off(started(6000), 0, 6000))
        .containsExactly(new Span(at(20), at(5000)), new Span(at(5020), at(6000)));
  }

  @Test
  void aClockSetBackMakesNoNegativeSpan() throws IOException {
    run(3600, 3660);
    HubUptime uptime = started(60);
    uptime.tick(at(80));

    assertThat(off(uptime, 0, 90)).containsExactly(new Span(at(0), at(60)));
    uptime.tick(at(40));
    uptime.tick(at(59));
    assertThat(off(uptime, 0, 59)).containsExactly(new Span(at(0), at(40)));
    assertThat(off(uptime, 0, 4000))
        .allSatisfy(span -> assertThat(span.from()).isBefore(span.to()))
        .containsExactly(
            new Span(at(0), at(40)),
            new Span(at(59), at(60)),
            new Span(at(80), at(3600)),
            new Span(at(3660), at(4000)));
  }

  @Test
  void skipsDamagedLines() throws IOException {
    run(0, 100);
    run(200, 300);
    Path file = folder.resolve("history/uptime");
    Files.writeString(file, "\0\0garbage\n17951", StandardOpenOption.APPEND);

    HubUptime uptime = started(400);
    assertThat(off(uptime, 0, 400))
        .containsExactly(new Span(at(100), at(200)), new Span(at(300), at(400)));
    uptime.tick(at(410));
    assertThat(Files.readString(file)).hasLineCount(3).matches("(\\d{13} \\d{13}\n){3}");
  }

  @Test
  void retriesFailedWrites() throws IOException {
    Files.writeString(folder.resolve("history"), "in the way");
    HubUptime uptime = started(0);
    assertThatThrownBy(() -> uptime.tick(at(20))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> uptime.tick(at(1000))).isInstanceOf(IOException.class);
    Files.delete(folder.resolve("history"));
    uptime.tick(at(1020));

    assertThat(off(started(1040), 0, 1040))
        .containsExactly(new Span(at(20), at(1000)), new Span(at(1020), at(1040)));
  }

  @Test
  void isBounded() throws IOException {
    HubUptime uptime = started(0);
    for (int i = 1; i < 12_000; i++) {
      uptime.add(at(2 * i), at(2 * i + 1));
    }
    uptime.begin(at(30_000));
    uptime.tick(at(30_001));
    assertThat(Files.size(folder.resolve("history/uptime"))).isEqualTo(10_000 * 28);

    uptime.begin(at(30_001).plus(Duration.ofDays(31)));
    uptime.tick(at(30_001).plus(Duration.ofDays(31)));
    assertThat(Files.size(folder.resolve("history/uptime"))).isEqualTo(28);
  }
}
