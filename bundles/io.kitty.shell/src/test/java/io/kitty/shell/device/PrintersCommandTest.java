// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.shell.Console;
import io.kitty.shell.Samples;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import io.kitty.testkit.TestDevices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrintersCommandTest {

  @RegisterExtension final Console console = new Console();

  private static Device printer(int number, String name, String status, MachineState state) {
    Device named = Samples.with(TestDevices.printer(number), Fact.NAME, name);
    return TestDevices.doing(Samples.with(named, Fact.STATUS, status), state);
  }

  @Test
  void showsWhatEachPrinterIsDoing() throws Exception {
    MachineState printing =
        MachineState.builder().job("cat.gcode").progress(0.424).remaining(2500).build();
    MachineState failed = MachineState.builder().error("0300_4000", "Heat bed").build();
    console.hub.add(
        printer(1, "voron", "RUNNING", printing),
        printer(2, "Ender", "ERROR", failed),
        TestDevices.host(3),
        Samples.with(Samples.with(TestDevices.host(4), Fact.NAME, "Mini"), Fact.NEEDS_KEY, "x"));

    assertThat(console.rows("kitty:printers"))
        .map(row -> row.replaceAll(" +", " ").strip())
        .containsExactly(
            "Ender | ERROR | | | | 0300_4000 Heat bed",
            "Mini | needs a key | | | |",
            "voron | RUNNING | cat.gcode | 42 | 41 min |");
    assertThat(console.run("kitty:printers --json"))
        .isEqualToIgnoringNewLines(
            "[%1$s,%1$s,%1$s]"
                .formatted(
                    "{\"fields\":\"[error, id, ip, job, kind, name, needs_key, status,"
                        + " temperatures]\"}"));
  }

  @Test
  void saysWhereThereIsNone() throws Exception {
    console.hub.add(TestDevices.host(1));
    assertThat(console.run("kitty:printers")).contains("No printer tells what it is doing.");
  }

  @Test
  void theListAndTheDeviceShowTheJobToo() throws Exception {
    MachineState state =
        MachineState.builder()
            .job("cat")
            .progress(0.5)
            .layer(3, 80)
            .temperature(Heater.NOZZLE, 209.6, 215)
            .temperature(Heater.BED, 60, 0)
            .build();
    console.hub.add(printer(1, "voron", "RUNNING", state));

    assertThat(console.rows("kitty:devices")).singleElement().asString().contains("RUNNING 50 %");
    assertThat(console.run("kitty:device voron"))
        .containsPattern("job +cat")
        .containsPattern("progress +50 %")
        .containsPattern("layer +3 of 80")
        .containsPattern("temperature +nozzle 210 of 215 °C, bed 60 °C");
  }
}
