// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.state.DeviceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PrintCycleTest {

  private static final PrintCycle GOOD = cycle(0, false);
  private static final PrintCycle BAD = cycle(0, true);

  private static PrintCycle cycle(int offset, boolean fails) {
    return new PrintCycle("a.gcode", 200, Duration.ofSeconds(offset), fails);
  }

  /** The statuses of one period, in order. */
  private static List<DeviceStatus> statuses(PrintCycle cycle) {
    List<DeviceStatus> statuses = new ArrayList<>();
    for (int second = 0; second < PrintCycle.PERIOD.toSeconds(); second++) {
      DeviceStatus status = cycle.at(Duration.ofSeconds(second)).status();
      if (statuses.isEmpty() || statuses.get(statuses.size() - 1) != status) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  @Test
  void aJobIsPausedAndFinishes() {
    assertThat(statuses(GOOD))
        .containsExactly(
            DeviceStatus.IDLE,
            DeviceStatus.PREPARING,
            DeviceStatus.RUNNING,
            DeviceStatus.PAUSED,
            DeviceStatus.RUNNING,
            DeviceStatus.FINISHED);
  }

  @Test
  void aJobMayFail() {
    assertThat(statuses(BAD)).endsWith(DeviceStatus.RUNNING, DeviceStatus.ERROR);
    assertThat(BAD.at(Duration.ofSeconds(119)).progress()).isBetween(0.5, 0.9);
  }

  @Test
  void aFinishedJobIsComplete() {
    PrintState end = GOOD.at(Duration.ofSeconds(119));

    assertThat(end.progress()).isEqualTo(1);
    assertThat(end.layer()).isEqualTo(200);
    assertThat(end.remaining()).isZero();
    assertThat(end.elapsed()).isEqualTo(70 * 60);
    assertThat(end.nozzle()).isEqualTo(24);
    assertThat(end.nozzleTarget()).isZero();
  }

  @Property
  void repeatsEveryTwoMinutes(
      @ForAll @LongRange(max = 100_000_000) long millis,
      @ForAll @IntRange(max = 119) int offset,
      @ForAll boolean fails) {
    PrintCycle cycle = cycle(offset, fails);
    Duration time = Duration.ofMillis(millis);

    assertThat(cycle.at(time.plusSeconds(120))).isEqualTo(cycle.at(time));
    assertThat(cycle.at(time)).isEqualTo(cycle(0, fails).at(time.plusSeconds(offset)));
  }

  @Property
  void isAlwaysWithinBounds(
      @ForAll @LongRange(max = 100_000_000) long millis, @ForAll boolean fails) {
    PrintState now = cycle(0, fails).at(Duration.ofMillis(millis));

    assertThat(now.progress()).isBetween(0.0, 1.0);
    assertThat(now.layer()).isBetween(0, now.layers());
    assertThat(now.nozzle()).isBetween(24.0, 215.0);
    assertThat(now.bed()).isBetween(24.0, 60.0);
    assertThat(now.hasJob()).isEqualTo(now.status() != DeviceStatus.IDLE);
    assertThat(now.working()).isEqualTo(now.nozzleTarget() > 0);
  }

  @Property
  void aJobOnlyAdvances(
      @ForAll @IntRange(min = 25_000, max = 119_999) int one,
      @ForAll @IntRange(min = 25_000, max = 119_999) int other,
      @ForAll boolean fails) {
    PrintCycle cycle = cycle(0, fails);
    PrintState earlier = cycle.at(Duration.ofMillis(Math.min(one, other)));
    PrintState later = cycle.at(Duration.ofMillis(Math.max(one, other)));

    assertThat(later.progress()).isGreaterThanOrEqualTo(earlier.progress());
    assertThat(later.layer()).isGreaterThanOrEqualTo(earlier.layer());
    assertThat(later.elapsed()).isGreaterThanOrEqualTo(earlier.elapsed());
    assertThat(later.remaining()).isLessThanOrEqualTo(earlier.remaining());
  }
}
