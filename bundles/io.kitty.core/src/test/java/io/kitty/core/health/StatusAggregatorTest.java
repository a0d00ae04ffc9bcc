// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusAggregatorTest {

  private static ModuleStatus status(State state, String detail, long counted) {
    return new ModuleStatus(
        "bindserver",
        true,
        state,
        detail,
        null,
        null,
        detail,
        Map.of("answered", counted),
        List.of(
            new InterfaceStatus("eth0", State.RUNNING, counted, 2 * counted, 3, "", ""),
            new InterfaceStatus("wlan" + counted, State.FAILED, 0, 0, 0, detail, "")));
  }

  @Test
  void aSingleStatusIsUnchanged() {
    ModuleStatus alone = status(State.FAILED, "why", 1);

    assertThat(StatusAggregator.combine(List.of(alone))).isEqualTo(alone);
  }

  @Test
  void sumsCounters() {
    ModuleStatus both =
        StatusAggregator.combine(
            List.of(status(State.RUNNING, "", 1), status(State.RUNNING, "", 2)));

    assertThat(both.state()).isEqualTo(State.RUNNING);
    assertThat(both.counters()).isEqualTo(Map.of("answered", 3L));
    assertThat(both.interfaces())
        .extracting(InterfaceStatus::name, InterfaceStatus::packetsIn, InterfaceStatus::packetsOut)
        .containsExactly(tuple("eth0", 3L, 6L), tuple("wlan1", 0L, 0L), tuple("wlan2", 0L, 0L));
  }

  @Test
  void oneFailedInstanceIsDegraded() {
    ModuleStatus failed = status(State.FAILED, "port 3000 is taken", 1);

    assertThat(StatusAggregator.combine(List.of(failed, status(State.RUNNING, "", 2))).state())
        .isEqualTo(State.DEGRADED);
    assertThat(StatusAggregator.combine(List.of(failed, status(State.RUNNING, "", 2))).detail())
        .isEqualTo("port 3000 is taken");
    assertThat(StatusAggregator.combine(List.of(failed, failed)).state()).isEqualTo(State.FAILED);
    assertThat(StatusAggregator.combine(List.of(failed, status(State.STARTING, "", 2))).state())
        .isEqualTo(State.STARTING);
  }

  @Test
  void ignoresDisabledInstancesUnlessAllAreDisabled() {
    ModuleStatus off = status(State.DISABLED, "", 1);

    assertThat(StatusAggregator.combine(List.of(off, status(State.RUNNING, "", 2))).counters())
        .isEqualTo(Map.of("answered", 2L));
    assertThat(StatusAggregator.combine(List.of(off, off)).state()).isEqualTo(State.DISABLED);
    assertThat(StatusAggregator.none("bindserver").up()).isFalse();
  }
}
