// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceHistoryStoreTest {

  private static final Device PRINTER = TestDevices.printer(1);
  private static final Device DEPARTED = TestDevices.departed(PRINTER);

  @TempDir Path data;
  private DeviceHistoryStore store;

  @BeforeEach
  void start() {
    store = new DeviceHistoryStore(data, InstantSource.system());
    store.start();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    start();
  }

  private void recordAll(DeviceEvent... events) {
    for (DeviceEvent event : events) {
      store.onEvent(event);
    }
  }

  private static Changed change(Fact fact, String value) {
    Map<Fact, String> facts = new HashMap<>(PRINTER.facts());
    facts.put(fact, value);
    return new Changed(PRINTER, PRINTER.withFacts(facts), false);
  }

  private History month(Device device) {
    Instant now = Instant.now();
    return store.history(device, now.minus(Duration.ofDays(40)), now.plusSeconds(60));
  }

  private static List<String> words(History history) {
    return history.events().stream().map(Event::word).toList();
  }

  @Test
  void returnsEventsAtOnceAndAfterARestart() {
    recordAll(
        new Appeared(PRINTER, false),
        change(Fact.STATUS, "RUNNING"),
        new Departed(DEPARTED, DEPARTED, DepartureReason.GOODBYE, null, false));

    History history = month(DEPARTED);
    assertThat(words(history)).containsExactly("appeared", "changed", "departed");
    assertThat(history.events().get(1).changes())
        .containsExactly(new Change("status", "IDLE", "RUNNING"));
    assertThat(history.events().get(2).reason()).isEqualTo(DepartureReason.GOODBYE);
    restart();
    assertThat(month(DEPARTED).events()).isEqualTo(history.events());
  }

  @Test
  void ignoresReplaysAndEmptyChanges() {
    recordAll(
        new Appeared(PRINTER, true),
        new Changed(PRINTER, PRINTER, false),
        change(Fact.USER_NOTE, "mine"));

    assertThat(month(PRINTER).events()).isEmpty();
  }

  @Test
  void followsMergesAndForgets() {
    Device better = PRINTER.withId(new DeviceId("bambu:BETTER"));
    recordAll(
        new Appeared(PRINTER, false),
        new Appeared(better, false),
        new Departed(DEPARTED, DEPARTED, DepartureReason.MERGED, better.id(), false));
    store.onRemoved(PRINTER, better.id());

    assertThat(words(month(better))).containsExactly("appeared");
    assertThat(month(PRINTER).events()).isEmpty();
    recordAll(new Departed(better, better, DepartureReason.FORGOTTEN, null, false));
    store.onRemoved(better, null);
    restart();
    assertThat(month(better).events()).isEmpty();
  }

  @Test
  void isLimitedToAMonthAndThePresent() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    History history = month(PRINTER);

    assertThat(history.from())
        .isBetween(now.minus(Duration.ofDays(30)), now.plusSeconds(60).minus(Duration.ofDays(30)));
    assertThat(history.to()).isBetween(now, now.plusSeconds(60));
    assertThat(history.hubOff()).hasSize(1);
    assertThat(history.hubOff().get(0).from()).isEqualTo(history.from());
  }

  @Test
  void isWrittenSoon() {
    recordAll(new Appeared(PRINTER, false));

    await()
        .untilAsserted(() -> assertThat(data.resolve("history/00000001.jsonl")).isNotEmptyFile());
    await().untilAsserted(() -> assertThat(data.resolve("history/uptime")).isNotEmptyFile());
    await().until(() -> store.counters().get("history_bytes") > 50);
  }

  @Test
  void retriesFailedWrites() throws IOException {
    store.close();
    Path folder = data.resolve("blocked/history");
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "in the way");
    store = new DeviceHistoryStore(folder.getParent(), InstantSource.system());
    store.start();
    recordAll(new Appeared(PRINTER, false));

    await()
        .untilAsserted(
            () ->
                assertThat(store.problems())
                    .containsExactly(
                        "the history is not kept, "
                            + folder
                            + " cannot be written: there is a file in the place of the folder"));
    assertThat(words(month(PRINTER))).containsExactly("appeared");
    Files.delete(folder);
    await().untilAsserted(() -> assertThat(folder.resolve("00000001.jsonl")).isNotEmptyFile());
    await().untilAsserted(() -> assertThat(store.problems()).isEmpty());
  }

  @Test
  void convertsTheFileOfAnEarlierVersion() throws IOException {
    store.close();
    Path old = data.resolve("old/history.jsonl");
    Files.createDirectories(old.getParent());
    long then = Instant.now().minus(Duration.ofHours(5)).toEpochMilli();
    Files.writeString(
        old,
        """
        {"id":"%s","events":[[%d,"appeared",""],[%d,"changed","status IDLE → RUNNING"],[%d,"departed","provider stopped"]]}
        {damaged
        {"id":"host:192.0.2.9","events":[[%d,"appeared",""]]}
        {damaged\
        """
            .formatted(PRINTER.id().value(), then, then + 1000, then + 2000, then + 500));
    Files.setLastModifiedTime(old, FileTime.fromMillis(then + 3_600_000));

    for (int i = 0; i < 2; i++) {
      store = new DeviceHistoryStore(old.getParent(), InstantSource.system());
      store.start();
      History history = month(DEPARTED);
      assertThat(history.events())
          .extracting(event -> event.word() + " " + event.text())
          .containsExactly(
              "appeared ", "changed status IDLE → RUNNING", "departed provider stopped");
      assertThat(history.events().get(2).reason()).isEqualTo(DepartureReason.PROVIDER_STOPPED);
      assertThat(history.hubOff().get(0).to()).isEqualTo(Instant.ofEpochMilli(then));
      assertThat(history.hubOff().get(1).from()).isEqualTo(Instant.ofEpochMilli(then + 3_600_000));
      store.close();
    }
    assertThat(old).exists();
  }
}
