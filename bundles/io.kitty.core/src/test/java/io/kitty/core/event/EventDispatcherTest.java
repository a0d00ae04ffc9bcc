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

class EventDispatcherTest {

  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final List<DeviceEvent> received = new ArrayList<>();

  @Test
  void deliversEventsInOrder() {
    EventDispatcher dispatcher = new EventDispatcher(100, workers::add);
    dispatcher.add(received::add, List.of());
    List<DeviceEvent> events = IntStream.range(0, 50).mapToObj(i -> event(i, false)).toList();
    events.forEach(dispatcher::publish);

    assertThat(workers).hasSize(1);
    work();
    assertThat(received).isEqualTo(events);
    assertThat(dispatcher.published()).isEqualTo(Map.of("appeared", 50L));
  }

  @Test
  void replaysKnownDevicesFirst() {
    EventDispatcher dispatcher = new EventDispatcher(100, workers::add);
    dispatcher.add(
        received::add,
        List.of(
            TestDevices.host(1), TestDevices.departed(TestDevices.host(2)), TestDevices.host(3)));
    dispatcher.publish(event(4, false));
    work();

    assertThat(received)
        .containsExactly(
            new Appeared(TestDevices.host(1), true),
            new Appeared(TestDevices.host(3), true),
            event(4, false));
  }

  @Test
  void wakesNobodyForEventsThatDoNotConcernIt() {
    EventDispatcher dispatcher = new EventDispatcher(100, workers::add);
    SelectiveListener printers =
        new SelectiveListener() {
          @Override
          public boolean concerns(DeviceEvent event) {
            return event.device().kind().equals("printer");
          }

          @Override
          public void onEvent(DeviceEvent event) {
            received.add(event);
          }
        };
    DeviceEvent event = new Appeared(TestDevices.printer(3), false);
    dispatcher.add(printers, List.of(TestDevices.host(1)));
    dispatcher.publish(event(2, false));
    assertThat(workers).isEmpty();

    dispatcher.publish(event);
    work();

    assertThat(received).containsExactly(event);
  }

  @Test
  void aSlowListenerLosesItsOldestEvents() {
    EventDispatcher dispatcher = new EventDispatcher(10, workers::add);
    dispatcher.add(received::add, List.of());
    IntStream.range(0, 25).forEach(i -> dispatcher.publish(event(i, false)));
    work();

    assertThat(received).isEqualTo(IntStream.range(15, 25).mapToObj(i -> event(i, false)).toList());
    assertThat(dispatcher.lost()).isEqualTo(15);
  }

  @Test
  void deliversAReplayLargerThanTheQueue() {
    EventDispatcher dispatcher = new EventDispatcher(10, workers::add);
    dispatcher.add(received::add, IntStream.range(0, 50).mapToObj(TestDevices::host).toList());
    IntStream.range(50, 60).forEach(i -> dispatcher.publish(event(i, false)));
    work();

    assertThat(received).hasSize(60);
    assertThat(dispatcher.lost()).isZero();
  }

  @Test
  void survivesFailingListeners() {
    EventDispatcher dispatcher = new EventDispatcher(10, workers::add);
    dispatcher.add(
        event -> {
          received.add(event);
          throw new AssertionError("a listener's fault");
        },
        List.of());
    dispatcher.publish(event(1, false));
    dispatcher.publish(event(2, false));
    work();
    dispatcher.publish(event(3, false));
    work();

    assertThat(received).hasSize(3);
  }

  @Test
  void aRemovedListenerReceivesNoMoreEvents() {
    EventDispatcher dispatcher = new EventDispatcher(10, workers::add);
    DeviceListener listener = received::add;
    dispatcher.add(listener, List.of());
    dispatcher.publish(event(1, false));
    dispatcher.remove(listener);
    dispatcher.publish(event(2, false));
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
      EventDispatcher dispatcher = new EventDispatcher(100, threads);
      dispatcher.add(
          event -> {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            slow.add(event);
          },
          List.of());
      dispatcher.add(quick::add, List.of());
      IntStream.range(0, 20).forEach(i -> dispatcher.publish(event(i, false)));
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
