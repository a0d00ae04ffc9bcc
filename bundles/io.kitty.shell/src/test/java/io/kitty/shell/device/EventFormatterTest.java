// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.shell.Samples;
import io.kitty.testkit.TestDevices;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class EventFormatterTest {

  private static final LocalTime NOON = LocalTime.of(12, 0, 7);

  private final Device host = TestDevices.host(7);

  @Test
  void formatsAnAppearance() {
    assertThat(EventFormatter.of(new DeviceEvent.Appeared(host, false), NOON))
        .isEqualTo("12:00:07 appeared host:192.0.2.9 host, online, 192.0.2.9");
  }

  @Test
  void formatsEachChange() {
    Device moved =
        Samples.at(Samples.with(host, Fact.NAME, "Ann\u001b[2J's"), TestDevices.address(0));
    assertThat(EventFormatter.of(new DeviceEvent.Changed(host, moved, false), NOON))
        .isEqualTo(
            "12:00:07 changed  host:192.0.2.9 Ann[2J's, name - -> Ann[2J's; "
                + "address 192.0.2.9 -> 192.0.2.2");
  }

  @Test
  void formatsAChangeWithoutAWord() {
    assertThat(EventFormatter.of(new DeviceEvent.Changed(host, host, false), NOON))
        .endsWith("host:192.0.2.9 details");
  }

  @Test
  void formatsADepartureWithReasonAndSuccessor() {
    Device printer = TestDevices.printer(1);
    assertThat(
            EventFormatter.of(
                new DeviceEvent.Departed(host, host, DepartureReason.MERGED, printer.id(), false),
                NOON))
        .isEqualTo("12:00:07 departed host:192.0.2.9 merged into " + printer.id());
    assertThat(
            EventFormatter.of(
                new DeviceEvent.Departed(host, host, DepartureReason.PROVIDER_STOPPED, null, false),
                NOON))
        .isEqualTo("12:00:07 departed host:192.0.2.9 provider stopped");
  }
}
