// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineStateTest {

  @Test
  void holdsWhatTheMachineReports() {
    MachineState state =
        MachineState.builder()
            .job("cat.gcode")
            .progress(0.25)
            .elapsed(59.6)
            .remaining(180)
            .layer(0, 100)
            .temperature(Heater.BED, 60.5, 60)
            .temperature(Heater.NOZZLE, 210, Double.NaN)
            .error("E7", "Filament ran out")
            .build();

    assertThat(state.job()).isEqualTo(new Job("cat.gcode", 0.25, 60L, 180L, 0, 100));
    assertThat(state.temperatures())
        .containsExactly(
            Map.entry(Heater.NOZZLE, new Temperature(210, null)),
            Map.entry(Heater.BED, new Temperature(60.5, 60.0)));
    assertThat(state.error()).isEqualTo(new MachineError("E7", "Filament ran out"));
    assertThat(state.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, -1, -1e-9, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e12})
  void dropsImpossibleValues(double value) {
    MachineState state =
        MachineState.builder()
            .progress(value)
            .elapsed(value)
            .remaining(value)
            .temperature(Heater.NOZZLE, value, 20)
            .build();

    assertThat(state.isEmpty()).isTrue();
    assertThat(MachineState.builder().temperature(Heater.BED, 20, value).build().temperatures())
        .containsValue(new Temperature(20, null));
  }

  @Test
  void dropsImpossibleLayers() {
    assertThat(MachineState.builder().layer(-1, 0).build().isEmpty()).isTrue();
    assertThat(MachineState.builder().layer(Long.MAX_VALUE, Long.MIN_VALUE).build().isEmpty())
        .isTrue();
    assertThat(MachineState.builder().layer(7, 0).build().job())
        .isEqualTo(new Job("", null, null, null, 7, null));
  }

  @Test
  void cleansAndBoundsTexts() {
    MachineState state =
        MachineState.builder()
            .job("a\u001b[31m" + "b".repeat(1000))
            .error("\u202e" + "c".repeat(1000), "d\n".repeat(1000))
            .build();

    assertThat(state.job().name()).hasSize(256).startsWith("a[31mb");
    assertThat(state.error().code()).isEqualTo("c".repeat(64));
    assertThat(state.error().text()).isEqualTo("d".repeat(256));
    assertThat(MachineState.builder().job(" ").error("", "\u0000").build().isEmpty()).isTrue();
  }

  @Test
  void partsThatAreUnknownComeFromAnotherState() {
    MachineState heat = MachineState.builder().temperature(Heater.BED, 60, 60).build();
    MachineState job = MachineState.builder().job("a").build();
    MachineState other = MachineState.builder().job("b").error("1", "").build();

    MachineState all = heat.orElse(job).orElse(other);
    assertThat(all.job()).isEqualTo(job.job());
    assertThat(all.temperatures()).isEqualTo(heat.temperatures());
    assertThat(all.error()).isEqualTo(other.error());
  }

  @Test
  void knowsAStatusInAnyCaseAndNoOtherWord() {
    assertThat(DeviceStatus.of("paused")).contains(DeviceStatus.PAUSED);
    assertThat(DeviceStatus.of("BUSY")).isEmpty();
    assertThat(DeviceStatus.of("")).isEmpty();
  }
}
