// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.testkit.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeDamperTest {

  private final List<DeviceEvent> events = new ArrayList<>();
  private long now;
  private final ChangeDamper damper =
      new ChangeDamper(events::add, (a, b) -> a.facts().equals(b.facts()), () -> now);

  private static Device named(String name) {
    return TestDevices.printer(1).withFacts(Map.of(Fact.NAME, name));
  }

  private void change(String from, String to) {
    damper.accept(new Changed(named(from), named(to), false));
  }

  private void pass(long nanos) {
    now += nanos;
    if (damper.untilDue() == 0) {
      damper.flush();
    }
  }

  @Test
  void passesOnTheFirstChangeAndCombinesTheRest() {
    change("a", "b");
    assertThat(events).hasSize(1);
    change("b", "c");
    change("c", "d");
    pass(ChangeDamper.INTERVAL - 1);
    assertThat(events).hasSize(1);
    pass(1);

    assertThat(events).last().isEqualTo(new Changed(named("b"), named("d"), false));
    assertThat(events).hasSize(2);
  }

  @Test
  void limitsChangesToOnePerSecond() {
    for (int i = 0; i < 100; i++) {
      change("name " + i, "name " + (i + 1));
      pass(ChangeDamper.INTERVAL / 10);
    }

    assertThat(events).hasSizeBetween(9, 11);
  }

  @Test
  void dropsChangesThatWereReverted() {
    change("a", "b");
    change("b", "c");
    change("c", "b");
    pass(ChangeDamper.INTERVAL);

    assertThat(events).hasSize(1);
    pass(ChangeDamper.INTERVAL);
    assertThat(damper.untilDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void appearancesAndDeparturesAreNotDelayed() {
    change("a", "b");
    change("b", "c");
    Departed departed = new Departed(named("c"), named("c"), DepartureReason.GOODBYE, null, false);
    damper.accept(departed);
    damper.accept(new Appeared(named("c"), false));
    pass(ChangeDamper.INTERVAL);

    assertThat(events).hasSize(3);
    assertThat(events.get(1))
        .isEqualTo(new Departed(named("b"), named("c"), DepartureReason.GOODBYE, null, false));
  }

  @Test
  void aDepartureHasTheLastPublishedDevice() {
    change("a", "b");
    change("b", "c");
    damper.accept(new Departed(named("c"), named("d"), DepartureReason.GOODBYE, null, false));

    assertThat(events)
        .last()
        .isEqualTo(new Departed(named("b"), named("d"), DepartureReason.GOODBYE, null, false));
  }
}
