// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait to be published: by the hub that speaks for the device only, which may not
 * be decided yet when a device is new. Events come from any thread, all else is called by one.
 */
public final class EventQueue {

  /** Publishes an event. */
  @FunctionalInterface
  public interface Publisher {
    void publish(String message) throws IOException;
  }

  private record Event(DeviceId device, String message, long at) {}

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private static final int MAX_EVENTS = 1000;

  /** How long it may take until it is decided which hub speaks for a device. */
  private static final long UNDECIDED = Duration.ofSeconds(2).toNanos();

  private final Queue<Event> arrived = new ArrayBlockingQueue<>(MAX_EVENTS);
  private final Queue<Event> waiting = new ArrayDeque<>();

  /** Adds an event; drops it if the broker is too slow. */
  public void add(DeviceId device, String message) {
    if (!arrived.offer(new Event(device, message, System.nanoTime()))) {
      LOG.debug("An event was dropped, as the broker is too slow");
    }
  }

  /** Drops all events: there is no connection. */
  public void clear() {
    arrived.clear();
    waiting.clear();
  }

  /**
   * Publishes the events of devices for which this hub speaks, in order.
   *
   * @param speaks whether it does; empty if that is not decided yet
   * @param leads whether it publishes those for which it is never decided
   */
  public void publish(
      Function<DeviceId, Optional<Boolean>> speaks, boolean leads, long now, Publisher publisher)
      throws IOException {
    for (Event event = arrived.poll(); event != null; event = arrived.poll()) {
      waiting.add(event);
    }
    for (int i = waiting.size(); i > 0; i--) {
      Event event = waiting.remove();
      Optional<Boolean> decided = speaks.apply(event.device());
      if (decided.isEmpty() && now - event.at() < UNDECIDED) {
        waiting.add(event);
      } else if (decided.orElse(leads)) {
        publisher.publish(event.message());
      }
    }
  }
}
