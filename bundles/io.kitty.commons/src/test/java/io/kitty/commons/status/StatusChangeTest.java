// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.state.DeviceStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusChangeTest {

  private static Device device(String status) {
    return Device.builder(DeviceId.of("bambu", "1"), "bambu")
        .facts(status.isEmpty() ? Map.of() : Map.of(Fact.STATUS, status))
        .build();
  }

  private static DeviceEvent changed(String before, String after) {
    return new Changed(device(before), device(after), false);
  }

  @Test
  void isWhatAMachineToldAfterAnotherStatus() {
    assertThat(StatusChange.of(changed("RUNNING", "FINISHED")))
        .contains(new StatusChange("RUNNING", DeviceStatus.FINISHED))
        .get()
        .matches(StatusChange::wasWorking);
    assertThat(StatusChange.of(changed("ERROR", "FINISHED")).orElseThrow().wasWorking()).isFalse();
  }

  @Test
  void onlyIdleIsNewsWithoutAStatusBefore() {
    assertThat(StatusChange.of(changed("", "FINISHED"))).isEmpty();
    assertThat(StatusChange.of(changed("", "ERROR"))).isEmpty();
    assertThat(StatusChange.of(new Appeared(device("FINISHED"), false))).isEmpty();
    assertThat(StatusChange.of(changed("", "IDLE"))).isPresent();
    assertThat(StatusChange.of(new Appeared(device("IDLE"), false)).orElseThrow().isKnownBefore())
        .isFalse();
  }

  @Test
  void thereIsNoneInReplaysDeparturesAndOtherChanges() {
    assertThat(StatusChange.of(new Appeared(device("IDLE"), true))).isEmpty();
    assertThat(StatusChange.of(changed("IDLE", "IDLE"))).isEmpty();
    assertThat(StatusChange.of(changed("IDLE", ""))).isEmpty();
    Device gone = device("IDLE");
    assertThat(StatusChange.of(new Departed(gone, gone, DepartureReason.EXPIRED, null, false)))
        .isEmpty();
  }
}
