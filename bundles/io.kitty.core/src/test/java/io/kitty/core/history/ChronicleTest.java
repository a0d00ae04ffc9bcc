// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.History;
import io.kitty.hub.History.Change;
import io.kitty.hub.History.Event;
import io.kitty.hub.History.Span;
import io.kitty.testkit.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {

  private static final Device PRINTER = Devices.printer(1);
  private static final Device GONE = Devices.departed(PRINTER);
  private static final Instant NOW = PRINTER.firstSeen().plus(Duration.ofDays(9));

  private final Chronicle chronicle = new Chronicle();

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private void appeared(int minutes) {
    chronicle.happened(new Appeared(PRINTER, false), ago(minutes));
  }

  private void departed(int minutes) {
    chronicle.happened(new Departed(GONE, DepartureReason.GOODBYE, null, false), ago(minutes));
  }

  @Test
  void whatWasThereAllDayWasPresentAllDay() {
    chronicle.happened(new Appeared(PRINTER, true), NOW);

    History history = chronicle.of(PRINTER, ago(24 * 60), NOW);
    assertThat(history.presence()).containsExactly(new Span(ago(24 * 60), NOW));
    assertThat(history.events()).isEmpty();
  }

  @Test
  void tellsWhenItWasThere() {
    departed(300);
    appeared(200);
    departed(100);
    appeared(50);

    assertThat(chronicle.of(PRINTER, ago(24 * 60), NOW).presence())
        .containsExactly(
            new Span(ago(24 * 60), ago(300)), new Span(ago(200), ago(100)), new Span(ago(50), NOW));
    assertThat(chronicle.of(PRINTER, ago(24 * 60), NOW).events())
        .extracting(Event::word)
        .containsExactly("departed", "appeared", "departed", "appeared");
  }

  @Test
  void saysWhatChanged() {
    Map<Fact, String> facts = new HashMap<>(PRINTER.facts());
    facts.put(Fact.STATUS, "RUNNING");
    chronicle.happened(new Changed(PRINTER, PRINTER.withFacts(facts), false), ago(1));

    assertThat(chronicle.of(PRINTER, ago(24 * 60), NOW).events())
        .containsExactly(
            Event.changed(ago(1), List.of(new Change("status", PRINTER.status(), "RUNNING"))));
  }

  @Test
  void forgetsWhatIsOlderThanADayAndMoreThanItHolds() {
    appeared(25 * 60);
    assertThat(chronicle.of(PRINTER, ago(24 * 60), NOW).events()).isEmpty();
    for (int i = 0; i < Chronicle.MOST_EVENTS; i++) {
      appeared(1000 - 2 * i);
      departed(999 - 2 * i);
    }

    History history = chronicle.of(GONE, ago(24 * 60), NOW);
    assertThat(history.events()).hasSize(Chronicle.MOST_EVENTS);
    assertThat(history.from()).isEqualTo(history.events().get(0).at());
  }

  @Test
  void goesOnUnderTheIdThatSucceeds() {
    DeviceId better = new DeviceId("bambu:BETTER");
    appeared(10);
    chronicle.happened(new Departed(GONE, DepartureReason.MERGED, better, false), ago(5));

    assertThat(chronicle.of(PRINTER, ago(24 * 60), NOW).events()).isEmpty();
    assertThat(chronicle.of(PRINTER.withId(better), ago(24 * 60), NOW).events()).hasSize(1);
  }

  @Test
  void whatBecameOneAppearedOnce() {
    DeviceId better = new DeviceId("bambu:BETTER");
    appeared(10);
    chronicle.happened(new Appeared(PRINTER.withId(better), false), ago(9));
    chronicle.happened(new Departed(GONE, DepartureReason.MERGED, better, false), ago(9));

    assertThat(chronicle.of(PRINTER.withId(better), ago(24 * 60), NOW).events())
        .containsExactly(Event.appeared(ago(10)));
  }

  @Test
  void outlivesARestart(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("deep").resolve("history.jsonl");
    departed(300);
    appeared(200);
    new ChronicleFile(file, chronicle).save(NOW);
    Files.writeString(file, Files.readString(file) + "{damaged");
    Chronicle later = new Chronicle();
    new ChronicleFile(file, later).load();

    assertThat(later.of(PRINTER, ago(24 * 60), NOW).presence())
        .isEqualTo(chronicle.of(PRINTER, ago(24 * 60), NOW).presence());
  }

  @Test
  void writesOnlyWhatIsNew(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("history.jsonl");
    ChronicleFile chronicleFile = new ChronicleFile(file, chronicle);
    chronicleFile.save(NOW);
    assertThat(file).doesNotExist();
    appeared(25 * 60);
    appeared(10);
    chronicleFile.save(NOW);
    Files.delete(file);
    chronicleFile.save(NOW);

    assertThat(file).doesNotExist();
  }
}
