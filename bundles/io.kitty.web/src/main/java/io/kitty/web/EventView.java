// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.EventFilter;
import io.kitty.hub.Hub;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events as those see them who follow the same devices: what is made of them is made once and
 * shared by all these clients. Any thread.
 */
final class EventView {

  /** So many clients that come at once share one snapshot. */
  private static final long SNAPSHOT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MAX_BATCH = 64 * 1024;

  /**
   * Some events in one piece.
   *
   * @param from the position before the first
   * @param to the position after the last; the same as {@code from} where there are none
   * @param bytes none where all of them concern other devices
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

  /** The events after a position, as many as make a good piece; null if some are gone. */
  synchronized @Nullable Batch after(long position) {
    List<EventRing.Frame> frames = ring.after(position);
    if (frames == null) {
      return null;
    }
    boolean more = latest.to() < ring.last() && latest.bytes().length < MAX_BATCH;
    if (latest.from() != position || more) {
      latest = join(position, frames);
    }
    return latest;
  }

  private Batch join(long position, List<EventRing.Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long to = position;
    for (EventRing.Frame frame : frames) {
      if (bytes.size() >= MAX_BATCH) {
        break;
      }
      bytes.writeBytes(bytes(frame));
      to = frame.number();
    }
    return new Batch(position, to, bytes.toByteArray());
  }

  private byte[] bytes(EventRing.Frame frame) {
    Optional<DeviceEvent> seen = filter.apply(frame.event());
    if (seen.isEmpty()) {
      return new byte[0];
    }
    DeviceEvent event = seen.get();
    return event == frame.event()
        ? frame.bytes()
        : ring.encode(event.word(), frame.number(), codec.json(event));
  }

  /**
   * The devices that are followed as they are now. The position is read before the devices, so that
   * no event between the two can be missed; one that the devices show already may follow once more.
   *
   * @param begun called if it has to be made
   */
  synchronized Snapshot snapshot(Runnable begun) {
    long now = System.nanoTime();
    Snapshot known = snapshot;
    if (known != null
        && now - known.takenNanos() < SNAPSHOT_NANOS
        && ring.after(known.position()) != null) {
      return known;
    }
    begun.run();
    long position = ring.last();
    List<Device> all = DeviceQuery.sorted(devices.devices(hub));
    ChunkedDeviceArray pages =
        new ChunkedDeviceArray(codec, all, ring.head("snapshot", position), "\n\n");
    Snapshot taken = new Snapshot(position, now, pages);
    snapshot = taken;
    return taken;
  }

  synchronized void forgetSnapshot() {
    snapshot = null;
  }
}
