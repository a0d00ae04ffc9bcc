// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.EventFilter;
import io.kitty.web.device.ChunkedDeviceArray;
import io.kitty.web.device.DeviceFilter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events of one selection of devices. They are filtered and encoded once and shared by all
 * clients of that selection. Any thread.
 */
final class EventView {

  /** Clients that connect within this time share one snapshot. */
  private static final long SNAPSHOT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MAX_BATCH = 64 * 1024;

  /**
   * Some encoded events.
   *
   * @param from the position before the first
   * @param to the position after the last; the same as {@code from} if there are none
   * @param bytes empty if all of them concern other devices
   */
  record Batch(long from, long to, byte[] bytes) {}

  private final DeviceFilter devices;
  private final EventFilter filter;
  private final EventRing ring;
  private final Hub hub;
  private final DeviceCodec codec;
  private Batch latest = new Batch(0, 0, new byte[0]);
  private @Nullable Snapshot snapshot;

  EventView(DeviceFilter devices, EventRing ring, Hub hub, DeviceCodec codec) {
    this.devices = devices;
    this.filter = new EventFilter(devices.query());
    this.ring = ring;
    this.hub = hub;
    this.codec = codec;
  }

  /** Returns whether a device is one of the selection. */
  boolean selects(Device device) {
    return devices.query().test(device);
  }

  /**
   * Returns events after a position, about {@value #MAX_BATCH} bytes at most; null if some are no
   * longer kept.
   */
  synchronized @Nullable Batch after(long position) {
    List<EventRing.Frame> frames = ring.after(position);
    if (frames == null) {
      return null;
    }
    boolean more = latest.to() < ring.last() && latest.bytes().length < MAX_BATCH;
    if (latest.from() != position || more) {
      latest = encode(position, frames);
    }
    return latest;
  }

  private Batch encode(long position, List<EventRing.Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long to = position;
    for (EventRing.Frame frame : frames) {
      if (bytes.size() >= MAX_BATCH) {
        break;
      }
      bytes.writeBytes(encode(frame));
      to = frame.number();
    }
    return new Batch(position, to, bytes.toByteArray());
  }

  private byte[] encode(EventRing.Frame frame) {
    Optional<DeviceEvent> visible = filter.apply(frame.event());
    if (visible.isEmpty()) {
      return new byte[0];
    }
    DeviceEvent event = visible.get();
    return event == frame.event()
        ? frame.bytes()
        : ring.encode(event.word(), frame.number(), codec.json(event));
  }

  /**
   * Returns the selected devices as they are now. The position is read before the devices, so that
   * no event between the two is missed; an event that the devices already include may be sent
   * again.
   *
   * @param onNew called if a new snapshot is made
   */
  synchronized Snapshot snapshot(Runnable onNew) {
    long now = System.nanoTime();
    Snapshot cached = snapshot;
    if (cached != null
        && now - cached.takenNanos() < SNAPSHOT_NANOS
        && ring.after(cached.position()) != null) {
      return cached;
    }
    onNew.run();
    long position = ring.last();
    List<Device> all = DeviceQuery.sorted(devices.devices(hub));
    ChunkedDeviceArray array =
        new ChunkedDeviceArray(codec, all, ring.head("snapshot", position), "\n\n");
    Snapshot taken = new Snapshot(position, now, array);
    snapshot = taken;
    return taken;
  }

  synchronized void clearSnapshot() {
    snapshot = null;
  }
}
