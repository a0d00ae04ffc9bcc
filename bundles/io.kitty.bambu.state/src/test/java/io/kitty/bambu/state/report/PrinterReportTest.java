// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.state.Heater;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.PayloadFuzzer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterReportTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);
  private static final String FULL =
      """
      {"print": {"command": "push_status", "msg": 0, "sequence_id": "2021",
        "gcode_state": "RUNNING", "mc_percent": 42, "mc_remaining_time": 83,
        "layer_num": 12, "total_layer_num": 240, "subtask_name": "Benchy",
        "gcode_file": "/data/Metadata/plate_1.gcode",
        "nozzle_temper": 219.8, "nozzle_target_temper": 220, "bed_temper": 54.5,
        "bed_target_temper": 55, "chamber_temper": 31, "print_error": 0, "stg_cur": 0,
        "wifi_signal": "-45dBm", "hms": [], "ams": {"ams": [{"id": "0"}]}}}
      """;

  private final PrinterReport report = new PrinterReport();

  private boolean merge(String json) {
    return report.merge(json.getBytes(StandardCharsets.UTF_8));
  }

  private void push(String fields) {
    assertThat(merge("{\"print\": {\"command\": \"push_status\", " + fields + "}}")).isTrue();
  }

  private Sighting sighting() {
    Sighting.Builder sighting =
        Sighting.of(
            "printer", new Endpoint(TestLinks.address("192.0.2.7"), "eth0"), Duration.ofHours(1));
    new PrinterStatus(report).addTo(sighting);
    return sighting.build();
  }

  @Test
  void readsACompleteReport() {
    assertThat(merge(FULL)).isTrue();

    assertThat(sighting().facts()).isEqualTo(Map.of(Fact.STATUS, "RUNNING"));
    assertThat(sighting().attributes()).isEqualTo(Map.of("gcode_state", "RUNNING"));
    assertThat(sighting().readings()).isEqualTo(Map.of("wifi_signal", -45L, "stg_cur", 0L));
    assertThat(sighting().state())
        .isEqualTo(
            MachineState.builder()
                .job("Benchy")
                .progress(0.42)
                .remaining(83 * 60)
                .layer(12, 240)
                .temperature(Heater.NOZZLE, 219.8, 220)
                .temperature(Heater.BED, 54.5, 55)
                .temperature(Heater.CHAMBER, 31, Double.NaN)
                .build());
  }

  @Test
  void mergesWhatHasChanged() {
    merge(FULL);
    push("\"mc_percent\": 43, \"nozzle_temper\": 220.1");
    push("\"layer_num\": 13, \"gcode_state\": \"PAUSE\"");

    assertThat(sighting().facts()).isEqualTo(Map.of(Fact.STATUS, "PAUSED"));
    assertThat(sighting().state().job()).isEqualTo(new Job("Benchy", 0.43, null, 4980L, 13, 240));
    assertThat(sighting().state().temperatures().get(Heater.NOZZLE).value()).isEqualTo(220.1);
  }

  @Test
  void readsNumbersInTexts() {
    push(
        """
        "gcode_state": "RUNNING", "mc_percent": "42", "mc_remaining_time": "83",
        "layer_num": "12", "nozzle_temper": "219.8", "print_error": "50348032"
        """);

    assertThat(sighting().state().job()).isEqualTo(new Job("", 0.42, null, 4980L, 12, null));
    assertThat(sighting().state().temperatures().get(Heater.NOZZLE).value()).isEqualTo(219.8);
    assertThat(sighting().state().error()).isEqualTo(new MachineError("0300_4000", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "IDLE, IDLE",
    "PREPARE, PREPARING",
    "SLICING, PREPARING",
    "RUNNING, RUNNING",
    "PAUSE, PAUSED",
    "FINISH, FINISHED",
    "FAILED, STOPPED",
    "running, RUNNING"
  })
  void namesTheStates(String state, String word) {
    push("\"gcode_state\": \"" + state + "\"");

    assertThat(sighting().facts()).isEqualTo(Map.of(Fact.STATUS, word));
    assertThat(sighting().attributes()).isEqualTo(Map.of("gcode_state", state));
  }

  @Test
  void aJobThatFailedHasAnErrorAndOneThatWasCancelledHasNone() {
    push("\"gcode_state\": \"FAILED\", \"print_error\": 50348032");
    assertThat(sighting().facts()).isEqualTo(Map.of(Fact.STATUS, "ERROR"));
    assertThat(sighting().state().error()).isEqualTo(new MachineError("0300_4000", ""));

    push("\"print_error\": 50348044");
    assertThat(sighting().facts()).as("0300_400C").isEqualTo(Map.of(Fact.STATUS, "STOPPED"));
    assertThat(sighting().state().error()).isNull();
  }

  @Test
  void aStateThatIsNotKnownIsNoStatus() {
    push("\"gcode_state\": \"DANCE\"");

    assertThat(sighting().facts()).isEmpty();
    assertThat(sighting().attributes()).isEqualTo(Map.of("gcode_state", "DANCE"));
  }

  @Test
  void anIdlePrinterHasNoJob() {
    merge(FULL);
    push("\"gcode_state\": \"IDLE\"");

    assertThat(sighting().state().job()).isNull();
    assertThat(sighting().state().temperatures()).hasSize(3);
  }

  @Test
  void theFileStandsInForAJobWithoutAName() {
    push("\"gcode_state\": \"FINISH\", \"subtask_name\": \"\", \"gcode_file\": \"cube.gcode\"");

    assertThat(sighting().state().job().name()).isEqualTo("cube.gcode");
  }

  @Test
  void seriousMessagesAreTheTextOfTheError() {
    push(
        """
        "gcode_state": "PAUSE", "print_error": 117473286, "hms": [
          {"attr": 50331904, "code": 65543}, {"attr": 201327360, "code": 196609},
          {"attr": "50331904", "code": "131073"}, {"attr": 1}, 7]
        """);

    assertThat(sighting().attributes())
        .containsEntry("hms", "0300_0100_0001_0007 0C00_0300_0003_0001 0300_0100_0002_0001");
    assertThat(sighting().state().error())
        .isEqualTo(
            new MachineError("0700_8006", "HMS_0300_0100_0001_0007 HMS_0300_0100_0002_0001"));

    push("\"print_error\": 0, \"hms\": []");
    assertThat(sighting().attributes()).doesNotContainKey("hms");
    assertThat(sighting().state().error()).isNull();
  }

  @Test
  void ignoresMessagesBeyondItsBounds() {
    push("\"hms\": [" + "{\"attr\": 1, \"code\": 2},".repeat(999) + "{\"attr\": 1, \"code\": 2}]");

    assertThat(report.messages()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "noise",
        "[]",
        "{}",
        "7",
        "{\"print\": []}",
        "{\"print\": {\"gcode_state\": \"IDLE\"}}",
        "{\"print\": {\"command\": \"project_file\", \"subtask_name\": \"other\"}}",
        "{\"info\": {\"command\": \"get_version\"}}",
        "{\"print\": {\"command\": \"push_status\", \"gcode_state\": \"IDLE\""
      })
  void otherMessagesChangeNothing(String json) {
    merge(FULL);
    Sighting before = sighting();

    assertThat(merge(json)).isFalse();
    assertThat(sighting()).isEqualTo(before);
  }

  @Test
  void deepMessagesAreNoReports() {
    assertThat(merge("{\"print\":".repeat(100) + "1" + "}".repeat(100))).isFalse();
    assertThat(merge("[".repeat(200_000))).isFalse();
  }

  @Test
  void valuesOfOtherTypesAndOutOfRangeAreUnknown() {
    push(
        """
        "gcode_state": 7, "mc_percent": {}, "mc_remaining_time": "soon", "layer_num": [1],
        "total_layer_num": -1, "subtask_name": null, "nozzle_temper": "1e9", "bed_temper": 99999,
        "print_error": "x", "hms": {}, "wifi_signal": "strong", "stg_cur": true
        """);

    assertThat(sighting().facts()).isEmpty();
    assertThat(sighting().attributes()).isEmpty();
    assertThat(sighting().readings()).isEmpty();
    assertThat(sighting().state()).isEqualTo(MachineState.UNKNOWN);
  }

  @Property
  void anyNumbersAndTextsAreASighting(
      @ForAll double percent, @ForAll long layer, @ForAll long error, @ForAll String name) {
    String text = name.replaceAll("[\"\\\\\\p{Cntrl}]", "");
    PrinterReport any = new PrinterReport();
    any.merge(
        ("{\"print\": {\"command\": \"push_status\", \"gcode_state\": \"FAILED\", \"mc_percent\": "
                + percent
                + ", \"layer_num\": "
                + layer
                + ", \"print_error\": "
                + error
                + ", \"subtask_name\": \""
                + text
                + "\"}}")
            .getBytes(StandardCharsets.UTF_8));
    Sighting.Builder sighting =
        Sighting.of(
            "printer", new Endpoint(TestLinks.address("192.0.2.7"), "eth0"), Duration.ofHours(1));
    new PrinterStatus(any).addTo(sighting);
    MachineError shown = sighting.build().state().error();

    assertThat(shown == null || shown.code().matches("[0-9A-F]{4}_[0-9A-F]{4}")).isTrue();
  }

  @Test
  void noMessageBreaksTheParser() {
    PayloadFuzzer fuzzer =
        new PayloadFuzzer(
            7,
            List.of(
                FULL.getBytes(StandardCharsets.UTF_8),
                "{\"print\":{\"command\":\"push_status\",\"hms\":[{\"attr\":1,\"code\":2}]}}"
                    .getBytes(StandardCharsets.UTF_8)));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      read += report.merge(fuzzer.next()) ? 1 : 0;
      sighting();
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }
}
