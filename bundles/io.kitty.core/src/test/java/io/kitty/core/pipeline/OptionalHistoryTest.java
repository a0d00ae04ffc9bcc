// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceHistory;
import io.kitty.inventory.History;
import io.kitty.testkit.TestDevices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionalHistoryTest {

  private static final Device PRINTER = TestDevices.printer(1);

  private final OptionalHistory history = new OptionalHistory();

  @Test
  void recordsNothingWithoutTheService() {
    history.onEvent(new Appeared(PRINTER, false));
    history.onRemoved(PRINTER, null);

    assertThat(history.history(PRINTER, Instant.MIN, Instant.MAX))
        .isEqualTo(History.empty(Instant.MIN, Instant.MAX));
    assertThat(history.problems()).isEmpty();
    assertThat(history.counters()).isEmpty();
  }

  @Test
  void usesTheLatestServiceUntilThatIsGone() {
    RecordedCalls first = new RecordedCalls();
    RecordedCalls second = new RecordedCalls();

    history.use(first);
    history.onEvent(new Appeared(PRINTER, false));
    history.use(second);
    history.release(first);
    history.onRemoved(PRINTER, null);
    assertThat(history.problems()).containsExactly("a problem");
    assertThat(history.counters()).containsOnlyKeys("history_bytes");
    history.release(second);
    history.onEvent(new Appeared(PRINTER, false));

    assertThat(first.calls).containsExactly("appeared");
    assertThat(second.calls).containsExactly("removed");
  }

  private static final class RecordedCalls implements DeviceHistory {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void onEvent(DeviceEvent event) {
      calls.add(event.word());
    }

    @Override
    public void onRemoved(Device last, @Nullable DeviceId successor) {
      calls.add("removed");
    }

    @Override
    public History history(Device device, Instant from, Instant to) {
      return History.empty(from, to);
    }

    @Override
    public List<String> problems() {
      return List.of("a problem");
    }

    @Override
    public Map<String, Long> counters() {
      return Map.of("history_bytes", 1L);
    }
  }
}
