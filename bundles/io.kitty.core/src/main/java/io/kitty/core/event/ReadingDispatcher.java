// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.commons.ListenerQueue;
import io.kitty.device.Device;
import io.kitty.event.ReadingListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Dispatches devices whose readings changed to the queues of all listeners. Thread-safe. */
public final class ReadingDispatcher {

  private final Supplier<Stream<Device>> changed;
  private final int size;
  private final Executor workers;
  private final Map<ReadingListener, ListenerQueue<Device>> queues = new ConcurrentHashMap<>();

  /**
   * @param changed returns the devices whose readings changed since its last call
   * @param size the maximum number of devices waiting for one listener
   */
  public ReadingDispatcher(Supplier<Stream<Device>> changed, int size, Executor workers) {
    this.changed = changed;
    this.size = size;
    this.workers = workers;
  }

  /** Adds a listener. */
  public void add(ReadingListener listener) {
    queues.put(
        listener,
        new ListenerQueue<>(
            listener.getClass().getName(), listener::onReading, size, device -> false, workers));
  }

  /** Removes a listener. */
  public void remove(ReadingListener listener) {
    ListenerQueue<Device> queue = queues.remove(listener);
    if (queue != null) {
      queue.close();
    }
  }

  /** Adds what changed since the last call to every queue; to be called once a second. */
  public void dispatch() {
    changed
        .get()
        .filter(Device::present)
        .forEach(device -> queues.values().forEach(queue -> queue.put(device)));
  }
}
