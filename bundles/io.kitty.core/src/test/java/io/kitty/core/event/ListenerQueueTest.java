// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceListener;
import io.kitty.testkit.TestDevices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListenerQueueTest {

  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final List<DeviceEvent> received = new ArrayList<>();

  @Test
  void deliversEventsInOrder() {
    EventDispatcher boxes = new EventDispatcher(100, workers::add);
    boxes.add(received::add, List.of());
    List<DeviceEvent> events = IntStream.range(0, 50).mapToObj(i -> event(i, false)).toList();
    events.forEach(boxes::publish);

    assertThat(workers).hasSize(1);
    work();
    assertThat(received).isEqualTo(events);
    assertThat(boxes.published()).isEqualTo(Map.of("appeared", 50L));
  }

  @Test
  void replaysKnownDevicesFirst() {
    EventDispatcher boxes = new EventDispatcher(100, workers::add);
    boxes.add(
        received::add,
        List.of(
            TestDevices.host(1), TestDevices.departed(TestDevices.host(2)), TestDevices.host(3)));
    boxes.publish(event(4, false));
    work();

    assertThat(received)
        .containsExactly(
            new Appeared(TestDevices.host(1), true),
            new Appeared(TestDevices.host(3), true),
            event(4, false));
  }

  @Test
  void aSlowListenerLosesItsOldestEvents() {
    EventDispatcher boxes = new EventDispatcher(10, workers::add);
    boxes.add(received::add, List.of());
    IntStream.range(0, 25).forEach(i -> boxes.publish(event(i, false)));
    work();

    assertThat(received).isEqualTo(IntStream.range(15, 25).mapToObj(i -> event(i, false)).toList());
    assertThat(boxes.lost()).isEqualTo(15);
  }

  @Test
  void deliversAReplayLargerThanTheQueue() {
    EventDispatcher boxes = new EventDispatcher(10, workers::add);
    boxes.add(received::add, IntStream.range(0, 50).mapToObj(TestDevices::host).toList());
    IntStream.range(50, 60).forEach(i -> boxes.publish(event(i, false)));
    work();

    assertThat(received).hasSize(60);
    assertThat(boxes.lost()).isZero();
  }

  @Test
  void survivesFailingListeners() {
    EventDispatcher boxes = new EventDispatcher(10, workers::add);
    boxes.add(
        event -> {
          received.add(event);
          throw new AssertionError("a listener's fault");
        },
        List.of());
    boxes.publish(event(1, false));
    boxes.publish(event(2, false));
    work();
    boxes.publish(event(3, false));
    work();

    assertThat(received).hasSize(3);
  }

  @Test
  void aRemovedListenerReceivesNoMoreEvents() {
    EventDispatcher boxes = new EventDispatcher(10, workers::add);
    DeviceListener listener = received::add;
    boxes.add(listener, List.of());
    boxes.publish(event(1, false));
    boxes.remove(listener);
    boxes.publish(event(2, false));
    work();

    assertThat(received).isEmpty();
  }

  @Test
  void aSlowListenerDoesNotDelayOthers() {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch release = new CountDownLatch(1);
    List<DeviceEvent> quick = new CopyOnWriteArrayList<>();
    List<DeviceEvent> slow = new CopyOnWriteArrayList<>();
    try {
      EventDispatcher boxes = new EventDispatcher(100, threads);
      boxes.add(
          event -> {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            slow.add(event);
          },
          List.of());
      boxes.add(quick::add, List.of());
      IntStream.range(0, 20).forEach(i -> boxes.publish(event(i, false)));
      await().until(() -> quick.size() == 20);
      assertThat(slow).isEmpty();
      release.countDown();
      await().until(() -> slow.equals(quick));
    } finally {
      threads.shutdownNow();
    }
  }

  private void work() {
    while (!workers.isEmpty()) {
      workers.remove().run();
    }
  }

  private static DeviceEvent event(int number, boolean replay) {
    return new Appeared(TestDevices.host(number), replay);
  }
}
