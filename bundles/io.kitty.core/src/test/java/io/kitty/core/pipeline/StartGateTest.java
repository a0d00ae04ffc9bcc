// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.inventory.DeviceClassifier;
import io.kitty.inventory.DeviceHistory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartGateTest {

  private final AtomicInteger starts = new AtomicInteger();
  private final StartGate gate =
      new StartGate(starts::incrementAndGet, DeviceHistory.class, DeviceClassifier.class);

  @Test
  void startsOnceAllIsThere() {
    gate.arrived(DeviceClassifier.class);
    gate.arrived(DeviceClassifier.class);
    assertThat(starts).hasValue(0);

    gate.arrived(DeviceHistory.class);
    assertThat(starts).hasValue(1);

    gate.arrived(DeviceHistory.class);
    gate.giveUp();
    assertThat(starts).hasValue(1);
  }

  @Test
  void startsOnceWithoutWhatDoesNotCome() {
    gate.giveUp();
    assertThat(starts).hasValue(1);

    gate.arrived(DeviceHistory.class);
    gate.arrived(DeviceClassifier.class);
    assertThat(starts).hasValue(1);
  }
}
