// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Limits changes to one per second and device: the first is passed on at once, later ones are
 * combined until the second is over, and dropped if the device has returned to its previous state.
 * Appearances and departures are passed on at once. Not thread-safe.
 */
public final class ChangeDamper implements Consumer<DeviceEvent> {

  static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<DeviceEvent> next;
  private final BiPredicate<Device, Device> same;
  private final LongSupplier nanos;
  private final Map<DeviceId, Long> sent = new LinkedHashMap<>();
  private final Map<DeviceId, Changed> held = new HashMap<>();

  /**
   * @param next receives the events
   * @param same whether two states of a device do not differ in anything that is an event
   * @param nanos the monotonic clock
   */
  public ChangeDamper(
      Consumer<DeviceEvent> next, BiPredicate<Device, Device> same, LongSupplier nanos) {
    this.next = next;
    this.same = same;
    this.nanos = nanos;
  }

  @Override
  public void accept(DeviceEvent event) {
    DeviceId id = event.device().id();
    if (!(event instanceof Changed changed)) {
      Changed pending = held.remove(id);
      next.accept(pending == null ? event : from(pending.before(), event));
      return;
    }
    Changed before = held.get(id);
    if (before != null) {
      held.put(id, new Changed(before.before(), changed.device(), changed.replay()));
    } else if (sent.containsKey(id) && nanos.getAsLong() - sent.get(id) < INTERVAL) {
      held.put(id, changed);
    } else {
      send(changed);
    }
  }

  /** Returns a departure with the device as the listeners last received it. */
  private static DeviceEvent from(Device known, DeviceEvent event) {
    return event instanceof Departed departed
        ? new Departed(
            known, departed.device(), departed.reason(), departed.successor(), departed.replay())
        : event;
  }

  private void send(Changed changed) {
    DeviceId id = changed.device().id();
    sent.remove(id);
    sent.put(id, nanos.getAsLong());
    next.accept(changed);
  }

  /** Returns the time until {@link #flush} has work to do, in ns; the maximum for never. */
  public long untilDue() {
    if (sent.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long oldest = sent.values().iterator().next();
    return Math.max(0, oldest + INTERVAL - nanos.getAsLong());
  }

  /** Passes on the changes whose second is over. */
  public void flush() {
    long now = nanos.getAsLong();
    Map<DeviceId, Changed> due = new LinkedHashMap<>();
    for (Iterator<Map.Entry<DeviceId, Long>> each = sent.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<DeviceId, Long> one = each.next();
      if (now - one.getValue() < INTERVAL) {
        break; // in the order of their time
      }
      each.remove();
      Changed changed = held.remove(one.getKey());
      if (changed != null) {
        due.put(one.getKey(), changed);
      }
    }
    due.values().stream()
        .filter(changed -> !same.test(changed.before(), changed.device()))
        .forEach(this::send);
  }
}
