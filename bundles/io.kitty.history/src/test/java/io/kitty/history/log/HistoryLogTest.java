// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryLogTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final DeviceId PRINTER = new DeviceId("bambu:01P");
  private static final DeviceId LAMP = new DeviceId("mac:02:00:00:00:00:09");

  @TempDir Path folder;
  private Path first;
  private HistoryLog log;

  @BeforeEach
  void open() {
    first = folder.resolve("00000001.jsonl");
    log = reopened(HistoryLog.MAX_BYTES);
  }

  private HistoryLog reopened(long mostBytes) {
    HistoryLog opened = new HistoryLog(folder, mostBytes);
    opened.open();
    while (opened.readOlder()) {}
    return opened;
  }

  private static LogEntry appeared(DeviceId id, Instant at) {
    return new Happened(id, Event.appeared(at));
  }

  /** Returns an entry of some hundred bytes. */
  private static LogEntry longEntry(DeviceId id, Instant at, int number) {
    Change change = new Change("status", "x".repeat(400), "y" + number);
    return new Happened(id, Event.changed(at, List.of(change)));
  }

  private static Instant at(int second) {
    return NOW.plusSeconds(second);
  }

  private static List<Instant> times(HistoryLog log, DeviceId id) throws IOException {
    List<Instant> times = new ArrayList<>();
    log.visit(id, Instant.MIN, (entry, position) -> times.add(entry.at()));
    return times;
  }

  private void compact(Instant now) throws IOException {
    do {
      log.compact(now);
    } while (log.isTooLarge());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void visitsNewestFirstWrittenOrNot() throws IOException {
    log.append(appeared(PRINTER, at(1)));
    log.append(appeared(LAMP, at(2)));
    log.flush();
    log.append(appeared(PRINTER, at(3)));

    assertThat(times(log, PRINTER)).containsExactly(at(3), at(1));
    assertThat(times(log, LAMP)).containsExactly(at(2));
    assertThat(times(log, new DeviceId("host:192.0.2.1"))).isEmpty();
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(1));
  }

  @Test
  void continuesTheFileAfterARestart() throws IOException {
    log.append(appeared(PRINTER, at(1)));
    log.flush();
    log = reopened(HistoryLog.MAX_BYTES);
    log.append(appeared(PRINTER, at(2)));
    log.flush();

    assertThat(files()).containsExactly(first);
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(2), at(1));
  }

  @Test
  void overwritesAPartlyWrittenLine() throws IOException {
    log.append(appeared(PRINTER, at(1)));
    log.flush();
    Files.writeString(first, "{\"at\":1,\"id\":\"" + "x".repeat(500), StandardOpenOption.APPEND);
    log = reopened(HistoryLog.MAX_BYTES);
    log.append(appeared(PRINTER, at(2)));
    log.flush();

    assertThat(Files.readString(first)).doesNotContain("xxx");
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(2), at(1));
  }

  @Test
  void skipsDamagedLines() throws IOException {
    for (int i = 0; i < 9; i++) {
      log.append(appeared(PRINTER, at(i)));
    }
    log.flush();
    byte[] bytes = Files.readAllBytes(first);
    byte[] garbage = new byte[100];
    new Random(1).nextBytes(garbage);
    System.arraycopy(garbage, 0, bytes, bytes.length / 2, garbage.length);
    Files.write(first, bytes);

    log = reopened(HistoryLog.MAX_BYTES);
    assertThat(times(log, PRINTER)).contains(at(0), at(8)).hasSizeBetween(5, 8);
    log.append(appeared(PRINTER, at(20)));
    assertThat(times(log, PRINTER)).startsWith(at(20), at(8));
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Files.write(first, new byte[10_000]);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    log = reopened(HistoryLog.MAX_BYTES);
    log.append(appeared(PRINTER, at(1)));
    log.flush();

    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(1));
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void recreatesDeletedFiles() throws IOException {
    log.append(appeared(PRINTER, at(1)));
    log.flush();
    Files.delete(first);
    Files.delete(folder);
    log.append(appeared(PRINTER, at(2)));
    log.flush();

    assertThat(times(log, PRINTER)).containsExactly(at(2));
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(2));
  }

  @Test
  void keepsWhatCannotBeWritten() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs a device that is always full, as Linux has");
    Files.createSymbolicLink(first, full);
    log.append(appeared(PRINTER, at(1)));
    assertThatThrownBy(log::flush).isInstanceOf(IOException.class).hasMessageContaining("space");
    log.append(appeared(PRINTER, at(2)));
    assertThat(times(log, PRINTER)).containsExactly(at(2), at(1));
    assertThat(log.pending()).isPositive();

    Files.delete(first);
    log.flush();
    assertThat(log.pending()).isZero();
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).containsExactly(at(2), at(1));
  }

  @Test
  void boundsTheBacklog() {
    int most = HistoryLog.MAX_PENDING / 400;
    for (int i = 0; i < most + 1000; i++) {
      log.append(longEntry(PRINTER, at(i), i));
    }

    assertThat(log.lost()).isPositive();
    assertThat(log.pending()).isLessThan(HistoryLog.MAX_PENDING + 1000);
  }

  @Test
  void dropsExpiredFiles() throws IOException {
    for (int i = 0; i < 5000; i++) {
      log.append(longEntry(PRINTER, at(i), i));
    }
    log.flush();
    assertThat(files()).hasSize(3);
    assertThat(log.complete()).isEqualTo(Instant.MIN);

    log.compact(at(2600).plus(Duration.ofDays(30)));
    assertThat(files()).hasSize(2).doesNotContain(first);
    assertThat(log.complete()).isAfter(at(2000)).isBefore(at(2600));
    assertThat(reopened(HistoryLog.MAX_BYTES).complete()).isEqualTo(log.complete());
    log.compact(NOW.plus(Duration.ofDays(999)));
    assertThat(files()).as("the one that is written stays").hasSize(1);
  }

  @Test
  void oneDeviceDoesNotDisplaceOthers() throws IOException {
    DeviceId better = new DeviceId("bambu:02P");
    log = reopened(4L * HistoryLog.SEGMENT_BYTES);
    log.append(appeared(LAMP, at(0)));
    log.append(new Moved(at(0), LAMP, PRINTER, true));
    log.append(appeared(better, at(0)));
    for (int i = 1; i < 20_000; i++) {
      log.append(longEntry(PRINTER, at(i), i));
      log.flush();
    }
    compact(at(20_000));

    assertThat(log.size()).isLessThan(4L * HistoryLog.SEGMENT_BYTES);
    assertThat(times(log, better)).containsExactly(at(0));
    assertThat(times(log, LAMP)).containsExactly(at(0), at(0));
    assertThat(times(log, PRINTER))
        .hasSizeGreaterThan(HistoryCompaction.MAX_EVENTS)
        .contains(at(19_999), at(0));
    assertThat(times(reopened(HistoryLog.MAX_BYTES), PRINTER)).isEqualTo(times(log, PRINTER));
  }

  @Test
  void boundsTheTotalSize() throws IOException {
    log = reopened(3L * HistoryLog.SEGMENT_BYTES);
    for (int i = 0; i < 20_000; i++) {
      log.append(longEntry(new DeviceId("host:" + i), at(i), i));
      log.flush();
    }
    compact(at(20_000));

    assertThat(log.size()).isLessThan(3L * HistoryLog.SEGMENT_BYTES);
    assertThat(log.complete()).isAfter(at(10_000));
    assertThat(times(log, new DeviceId("host:1"))).isEmpty();
    assertThat(times(log, new DeviceId("host:19999"))).hasSize(1);
  }

  @Test
  void writesReadableLines() throws IOException {
    log.append(appeared(PRINTER, NOW));
    log.flush();

    assertThat(Files.readString(first, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"at\":" + NOW.toEpochMilli() + ",\"id\":\"bambu:01P\",\"event\":\"appeared\"}\n");
  }
}
