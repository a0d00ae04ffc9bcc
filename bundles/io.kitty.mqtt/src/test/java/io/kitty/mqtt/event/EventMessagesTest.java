// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.inventory.DeviceQuery;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventMessagesTest {

  private final EventMessages messages =
      new EventMessages(new FakeCodec(), DeviceQuery.builder().presence(Set.of()).build());

  private static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new HashMap<>(device.facts());
    facts.put(fact, value);
    return device.withFacts(facts);
  }

  @Test
  void aPrinterThatFinishesIsTwoMessages() {
    Device before = with(TestDevices.printer(1), Fact.STATUS, "RUNNING");
    Device after = with(before, Fact.STATUS, "FINISHED");

    assertThat(messages.of(new DeviceEvent.Changed(before, after, false)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{\"event\":\"device_changed\",\"data\":{"),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "{\"event\":\"printer_finished\",\"data\":{\"fields\":"
                            + "\"[error, id, ip, job, name, temperatures]\"}}"));
  }

  @Test
  void aPrinterThatStaysAsItIsIsOne() {
    Device before = with(TestDevices.printer(1), Fact.STATUS, "ERROR");

    assertThat(messages.of(new DeviceEvent.Changed(before, with(before, Fact.MODEL, "X"), false)))
        .hasSize(1);
  }

  @Test
  void replaysAndIgnoredDevicesAreNone() {
    Device ignored = with(TestDevices.printer(1), Fact.USER_IGNORED, "true");

    assertThat(messages.of(new DeviceEvent.Appeared(TestDevices.printer(1), true))).isEmpty();
    assertThat(messages.of(new DeviceEvent.Appeared(ignored, false))).isEmpty();
  }
}
