// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The mailboxes of all listeners. */
public final class EventDispatcher {

  private final int size;
  private final Executor workers;
  private final Map<DeviceListener, ListenerQueue> boxes = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private final Map<String, LongAdder> published = new ConcurrentHashMap<>();

  /**
   * @param size how many events may wait for one listener
   */
  public EventDispatcher(int size, Executor workers) {
    this.size = size;
    this.workers = workers;
  }

  /**
   * Takes in a listener and tells it what is known. Called by the thread that publishes, so that
   * nothing is missed between the one and the other.
   */
  public void add(DeviceListener listener, Collection<Device> known) {
    ListenerQueue box = new ListenerQueue(listener, size, workers, lost);
    known.stream()
        .filter(Device::present)
        .forEach(device -> box.put(new DeviceEvent.Appeared(device, true)));
    boxes.put(listener, box);
  }

  /** Tells a listener nothing more. */
  public void remove(DeviceListener listener) {
    ListenerQueue box = boxes.remove(listener);
    if (box != null) {
      box.close();
    }
  }

  /** Puts an event into every mailbox. */
  public void publish(DeviceEvent event) {
    published.computeIfAbsent(event.word(), word -> new LongAdder()).increment();
    boxes.values().forEach(box -> box.put(event));
  }

  /** How many events there were, by their word; none for a word that was never said. */
  public Map<String, Long> published() {
    return published.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, word -> word.getValue().sum()));
  }

  /** How many listeners there are. */
  public int listeners() {
    return boxes.size();
  }

  /** How many events listeners have lost by being slow. */
  public long lost() {
    return lost.sum();
  }
}
