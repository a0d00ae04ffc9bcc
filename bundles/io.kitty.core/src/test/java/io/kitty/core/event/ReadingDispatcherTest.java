// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.event.ReadingListener;
import io.kitty.testkit.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingDispatcherTest {

  private final List<Device> changed = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final ReadingDispatcher dispatcher = new ReadingDispatcher(this::take, 10, tasks::add);
  private final List<Device> received = new ArrayList<>();

  private Stream<Device> take() {
    List<Device> taken = List.copyOf(changed);
    changed.clear();
    return taken.stream();
  }

  private void dispatch() {
    dispatcher.dispatch();
    tasks.forEach(Runnable::run);
    tasks.clear();
  }

  @Test
  void aListenerReceivesEachDeviceThatChangedAndIsPresent() {
    ReadingListener listener = received::add;
    dispatcher.add(listener);
    Device host = TestDevices.host(1);
    changed.addAll(List.of(host, TestDevices.departed(TestDevices.host(2))));

    dispatch();
    dispatch();
    assertThat(received).containsExactly(host);

    dispatcher.remove(listener);
    changed.add(host);
    dispatch();
    assertThat(received).containsExactly(host);
  }

  @Test
  void aListenerThatFailsReceivesTheNext() {
    dispatcher.add(
        device -> {
          received.add(device);
          throw new IllegalStateException("a fault of the test's");
        });
    changed.addAll(List.of(TestDevices.host(1), TestDevices.host(2)));

    dispatch();

    assertThat(received).hasSize(2);
  }
}
