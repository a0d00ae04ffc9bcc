// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.commons.ListenerQueue;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Dispatches events to the queues of all listeners. */
public final class EventDispatcher {

  private final int size;
  private final Executor workers;
  private final Map<DeviceListener, ListenerQueue<DeviceEvent>> queues = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private final Map<String, LongAdder> published = new ConcurrentHashMap<>();

  /**
   * @param size the maximum number of events waiting for one listener
   */
  public EventDispatcher(int size, Executor workers) {
    this.size = size;
    this.workers = workers;
  }

  /**
   * Adds a listener and replays the known devices to it. Called by the publishing thread, so that
   * no event is missed in between.
   */
  public void add(DeviceListener listener, Collection<Device> known) {
    ListenerQueue<DeviceEvent> queue =
        new ListenerQueue<>(
            listener.getClass().getName(), listener::onEvent, size, DeviceEvent::replay, workers);
    known.stream()
        .filter(Device::present)
        .map(device -> new DeviceEvent.Appeared(device, true))
        .filter(event -> concerns(listener, event))
        .forEach(queue::put);
    queues.put(listener, queue);
  }

  /** Removes a listener. */
  public void remove(DeviceListener listener) {
    ListenerQueue<DeviceEvent> queue = queues.remove(listener);
    if (queue != null) {
      queue.close();
    }
  }

  /** Adds an event to the queue of every listener that it concerns. */
  public void publish(DeviceEvent event) {
    published.computeIfAbsent(event.word(), word -> new LongAdder()).increment();
    queues.forEach(
        (listener, queue) -> {
          if (concerns(listener, event) && !queue.put(event)) {
            lost.increment();
          }
        });
  }

  private static boolean concerns(DeviceListener listener, DeviceEvent event) {
    return !(listener instanceof SelectiveListener selective) || selective.concerns(event);
  }

  /** Returns the number of events by name; none for a name that never occurred. */
  public Map<String, Long> published() {
    return published.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, word -> word.getValue().sum()));
  }

  /** Returns the number of listeners. */
  public int listeners() {
    return queues.size();
  }

  /** Returns the number of events lost by slow listeners. */
  public long lost() {
    return lost.sum();
  }
}
