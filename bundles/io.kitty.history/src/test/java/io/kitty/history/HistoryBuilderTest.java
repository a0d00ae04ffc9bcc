// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.history.log.HistoryCompaction;
import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry.Forgotten;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryBuilderTest {

  private static final Device PRINTER = TestDevices.printer(1);
  private static final DeviceId ID = PRINTER.id();
  private static final DeviceId OTHER = new DeviceId("host:192.0.2.7");
  private static final Instant NOW = PRINTER.firstSeen().plus(Duration.ofDays(9));
  private static final int DAY = 24 * 60;

  @TempDir Path folder;
  private final List<Span> off = new ArrayList<>();
  private HistoryLog log;

  @BeforeEach
  void open() {
    log = new HistoryLog(folder, HistoryLog.MAX_BYTES);
    log.open();
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private static Span span(int from, int to) {
    return new Span(ago(from), ago(to));
  }

  private void appeared(DeviceId id, int minutes) {
    log.append(new Happened(id, Event.appeared(ago(minutes))));
  }

  private void departed(DeviceId id, int minutes) {
    log.append(new Happened(id, Event.departed(ago(minutes), DepartureReason.EXPIRED)));
  }

  private void changed(DeviceId id, int minutes, String status) {
    Change change = new Change("status", "", status);
    log.append(new Happened(id, Event.changed(ago(minutes), List.of(change))));
  }

  private void moved(DeviceId id, DeviceId successor, int minutes, boolean present) {
    log.append(new Moved(ago(minutes), id, successor, present));
  }

  private static Device gone(int minutes) {
    return PRINTER.withDeparture(new Departure(DepartureReason.EXPIRED, ago(minutes)));
  }

  private History history(Device device, int from, int to) throws IOException {
    return new HistoryBuilder(device, ago(from), ago(to), NOW, off).build(log);
  }

  private History lastDay(Device device) throws IOException {
    return history(device, DAY, 0);
  }

  private static List<String> events(History history) {
    return history.events().stream()
        .map(
            event ->
                event.word() + " " + Duration.between(event.at(), NOW).toMinutes() + event.text())
        .toList();
  }

  @Test
  void presentAllDay() throws IOException {
    History history = lastDay(PRINTER);

    assertThat(history.presence()).containsExactly(span(DAY, 0));
    assertThat(history.events()).isEmpty();
    assertThat(history.uptimePercent()).hasValue(100);
    assertThat(lastDay(gone(3 * DAY)).uptimePercent()).hasValue(0);
  }

  @Test
  void returnsPresence() throws IOException {
    departed(ID, 300);
    appeared(ID, 200);
    departed(ID, 100);
    appeared(ID, 40);

    History history = lastDay(PRINTER);
    assertThat(history.presence()).containsExactly(span(DAY, 300), span(200, 100), span(40, 0));
    assertThat(events(history))
        .containsExactly(
            "departed 300expired", "appeared 200", "departed 100expired", "appeared 40");
    assertThat(history.uptimePercent().orElseThrow())
        .isCloseTo(100 * (1440 - 160) / 1440.0, within(0.001));
  }

  @Test
  void limitsResultsToThePeriod() throws IOException {
    appeared(ID, 3 * DAY);
    changed(ID, 300, "A");
    departed(ID, 200);
    appeared(ID, 100);
    changed(ID, 50, "B");

    assertThat(history(PRINTER, 250, 150).presence()).containsExactly(span(250, 200));
    assertThat(events(history(PRINTER, 250, 150))).containsExactly("departed 200expired");
    assertThat(history(PRINTER, 190, 110).uptimePercent()).hasValue(0);
    assertThat(history(PRINTER, 90, 60).uptimePercent()).hasValue(100);
    assertThat(history(PRINTER, 4 * DAY, 2 * DAY).presence())
        .containsExactly(span(3 * DAY, 2 * DAY));
  }

  @Test
  void aNewDeviceHasNoAbsenceBeforeItWasFirstSeen() throws IOException {
    Device fresh = TestDevices.printer(1);
    Instant now = fresh.firstSeen().plus(Duration.ofHours(2));
    log.append(new Happened(ID, Event.appeared(fresh.firstSeen())));
    log.append(new Happened(ID, Event.departed(now.minusSeconds(3600), DepartureReason.GOODBYE)));
    log.append(new Happened(ID, Event.appeared(now.minusSeconds(1800))));

    History history =
        new HistoryBuilder(fresh, now.minus(Duration.ofDays(1)), now, now, off).build(log);
    assertThat(history.from()).isEqualTo(now.minus(Duration.ofDays(1)));
    assertThat(history.since()).isEqualTo(fresh.firstSeen());
    assertThat(history.uptimePercent()).hasValue(75);
  }

  @Test
  void timeWithTheHubOffIsNotPresence() throws IOException {
    off.addAll(List.of(span(DAY, 600), span(100, 40)));
    departed(ID, 300);
    appeared(ID, 200);

    History history = lastDay(PRINTER);
    assertThat(history.presence()).containsExactly(span(600, 300), span(200, 100), span(40, 0));
    assertThat(history.hubOff()).isEqualTo(off);
    assertThat(history.uptimePercent().orElseThrow())
        .isCloseTo(100 * (300 + 100 + 40) / (500.0 + 40), within(0.001));
    assertThat(history(PRINTER, 90, 50).uptimePercent()).isEmpty();
  }

  @Test
  void aSecondAppearanceEndsPresenceWhenTheHubWentOff() throws IOException {
    off.addAll(List.of(span(800, 790), span(400, 390)));
    appeared(ID, 1000);
    appeared(ID, 100);

    assertThat(lastDay(PRINTER).presence()).containsExactly(span(1000, 800), span(100, 0));
  }

  @Test
  void infersEntriesLostInACrash() throws IOException {
    off.add(span(100, 90));
    departed(ID, 200);
    assertThat(lastDay(PRINTER).presence()).containsExactly(span(DAY, 200), span(90, 0));

    appeared(ID, 150);
    assertThat(lastDay(gone(120)).presence()).containsExactly(span(DAY, 200), span(150, 120));
  }

  @Test
  void followsTheSuccessor() throws IOException {
    appeared(OTHER, 300);
    changed(OTHER, 250, "A");
    moved(OTHER, ID, 200, true);
    appeared(ID, 200);
    changed(ID, 100, "B");

    History history = lastDay(PRINTER);
    assertThat(events(history))
        .containsExactly("appeared 300", "changed 250status  → A", "changed 100status  → B");
    assertThat(history.presence()).containsExactly(span(300, 0));
    assertThat(lastDay(PRINTER.withId(OTHER)).events()).isEmpty();
  }

  @Test
  void aReusedIdStartsAnew() throws IOException {
    appeared(OTHER, 300);
    moved(OTHER, ID, 200, true);
    appeared(ID, 200);
    appeared(OTHER, 100);
    changed(OTHER, 50, "C");

    assertThat(events(lastDay(PRINTER.withId(OTHER))))
        .containsExactly("appeared 100", "changed 50status  → C");
    assertThat(events(lastDay(PRINTER))).containsExactly("appeared 300");
  }

  @Test
  void mergedRecordsWerePresentWhileEitherWas() throws IOException {
    appeared(ID, 500);
    appeared(OTHER, 400);
    departed(ID, 300);
    appeared(ID, 250);
    moved(OTHER, ID, 200, true);
    departed(ID, 100);

    History history = lastDay(gone(100));
    assertThat(history.presence()).containsExactly(span(500, 100));
    assertThat(events(history)).containsExactly("appeared 500", "departed 100expired");
  }

  @Test
  void aRecordDepartedBeforeItsMergeWasAbsent() throws IOException {
    appeared(OTHER, 500);
    departed(OTHER, 400);
    moved(OTHER, ID, 200, false);
    appeared(ID, 200);

    assertThat(lastDay(PRINTER).presence()).containsExactly(span(500, 400), span(200, 0));
    assertThat(history(PRINTER, 300, 0).presence()).containsExactly(span(200, 0));
  }

  @Test
  void followsRepeatedMerges() throws IOException {
    appeared(ID, 500);
    changed(ID, 490, "A");
    moved(ID, OTHER, 400, true);
    appeared(OTHER, 400);
    changed(OTHER, 390, "B");
    moved(OTHER, ID, 300, true);
    appeared(ID, 300);
    changed(ID, 290, "C");

    History history = lastDay(PRINTER);
    assertThat(events(history))
        .containsExactly(
            "appeared 500",
            "changed 490status  → A",
            "changed 390status  → B",
            "changed 290status  → C");
    assertThat(history.presence()).containsExactly(span(500, 0));
  }

  @Test
  void simultaneousEventsCountOnce() throws IOException {
    appeared(OTHER, 300);
    moved(OTHER, ID, 300, true);
    appeared(ID, 300);

    History history = lastDay(PRINTER);
    assertThat(events(history)).containsExactly("appeared 300");
    assertThat(history.presence()).containsExactly(span(300, 0));
  }

  @Test
  void leavesOutForgottenHistory() throws IOException {
    appeared(ID, 300);
    log.append(new Forgotten(ago(200), ID));
    appeared(ID, 100);

    assertThat(events(lastDay(PRINTER))).containsExactly("appeared 100");
    assertThat(lastDay(PRINTER).presence()).containsExactly(span(100, 0));
  }

  @Test
  void keepsOrderWhenTheClockIsSetBack() throws IOException {
    appeared(ID, -600); // its clock was ahead then
    changed(ID, -590, "A");
    departed(ID, 300);
    appeared(ID, 200);

    History history = lastDay(PRINTER);
    assertThat(events(history))
        .containsExactly(
            "appeared 300", "changed 300status  → A", "departed 300expired", "appeared 200");
    assertThat(history.presence()).containsExactly(span(200, 0));
    assertThat(history.events()).extracting(Event::at).isSorted();
  }

  @Test
  void aSmallClockCorrectionKeepsEarlierTimes() throws IOException {
    appeared(ID, 100);
    departed(ID, 160);
    appeared(ID, 50);

    History history = lastDay(PRINTER);
    assertThat(events(history))
        .containsExactly("appeared 100", "departed 100expired", "appeared 50");
    assertThat(history.presence()).containsExactly(span(50, 0));
  }

  @Test
  void returnsTheNewestEventsOfABusyDevice() throws IOException {
    for (int i = 0; i < HistoryCompaction.MAX_EVENTS + 500; i++) {
      changed(ID, 2600 - i, "s" + i);
    }

    History history = history(PRINTER, 3 * DAY, 0);
    assertThat(history.events()).hasSize(HistoryCompaction.MAX_EVENTS);
    assertThat(history.from()).isEqualTo(history.events().get(0).at());
    assertThat(history.presence()).containsExactly(new Span(history.from(), NOW));
  }

  @Test
  void boundsAllRecordsOfADeviceTogether() throws IOException {
    for (int record = 0; record < 9; record++) {
      for (int i = 0; i < 300; i++) {
        changed(new DeviceId("host:" + record), 2800 - 300 * record - i, "s");
      }
      DeviceId next = record == 8 ? ID : new DeviceId("host:" + (record + 1));
      moved(new DeviceId("host:" + record), next, 2500 - 300 * record, true);
    }

    History history = history(PRINTER, 3 * DAY, 0);
    assertThat(history.events()).hasSize(HistoryCompaction.MAX_EVENTS);
    assertThat(history.from()).isEqualTo(history.events().get(0).at());
  }

  @Test
  void aPeriodBeforeTheFirstSightingIsEmpty() throws IOException {
    appeared(ID, 9 * DAY);

    History history = history(PRINTER, 20 * DAY, 15 * DAY);
    assertThat(history.presence()).isEmpty();
    assertThat(history.uptimePercent()).isEmpty();
    assertThat(Arrays.asList(history.from(), history.to(), history.since()))
        .containsExactly(ago(20 * DAY), ago(15 * DAY), ago(15 * DAY));
  }
}
