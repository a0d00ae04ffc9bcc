// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.web.http.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one client. It has a position in the ring of events and at most one write in
 * progress, which holds no thread, so that a stalled client delays no other. A client that falls
 * behind the oldest event gets a new snapshot.
 */
final class EventStream extends IteratingCallback {

  /** The position of a client that has received nothing. */
  static final long NOWHERE = -1;

  /** Tells the client to wait 2000 ms before it reconnects. */
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final EventsResource events;
  private final EventView view;
  private final HttpExchange exchange;
  private long position;
  private boolean retrySent;
  private @Nullable Snapshot snapshot;
  private int chunk;
  private volatile boolean heartbeatDue;
  private final boolean wantsReadings;

  /** The encoded readings that wait, the latest of each device. */
  private final Map<DeviceId, byte[]> readings = new LinkedHashMap<>();

  /**
   * @param position the number of the last event that the client has, or {@link #NOWHERE}
   * @param wantsReadings whether the client asked for readings
   */
  EventStream(
      EventsResource events,
      EventView view,
      HttpExchange exchange,
      long position,
      boolean wantsReadings) {
    this.events = events;
    this.view = view;
    this.exchange = exchange;
    this.position = position;
    this.wantsReadings = wantsReadings;
  }

  /** Returns whether the client asked for readings of devices such as this. */
  boolean wantsReadings(Device device) {
    return wantsReadings && view.selects(device);
  }

  /** Replaces the readings of a device, to be sent after the events that wait. */
  void reading(DeviceId id, byte[] bytes) {
    synchronized (readings) {
      readings.put(id, bytes);
    }
  }

  /** Sends a comment if there is nothing else to send. */
  void heartbeat() {
    heartbeatDue = true;
    iterate();
  }

  @Override
  protected Action process() {
    byte[] bytes = next();
    if (bytes == null) {
      return Action.IDLE;
    }
    exchange.response().write(false, ByteBuffer.wrap(bytes), this);
    return Action.SCHEDULED;
  }

  private byte @Nullable [] next() {
    if (!retrySent) {
      retrySent = true;
      return RETRY;
    }
    if (snapshot != null) {
      return chunk(snapshot);
    }
    EventView.Batch batch = view.after(position);
    while (batch != null && batch.to() > position) {
      position = batch.to();
      if (batch.bytes().length > 0) {
        return batch.bytes();
      }
      batch = view.after(position);
    }
    if (batch == null) {
      snapshot = events.snapshot(view, position);
      position = snapshot.position();
      return chunk(snapshot);
    }
    byte[] latest = takeReadings();
    if (latest.length > 0) {
      return latest;
    }
    if (heartbeatDue) {
      heartbeatDue = false;
      return HEARTBEAT;
    }
    return null;
  }

  private byte[] takeReadings() {
    synchronized (readings) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      readings.values().forEach(bytes::writeBytes);
      readings.clear();
      return bytes.toByteArray();
    }
  }

  private byte[] chunk(Snapshot from) {
    byte[] bytes = from.devices().chunk(chunk++);
    if (chunk == from.devices().count()) {
      snapshot = null;
      chunk = 0;
    }
    return bytes;
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    events.remove(this);
    exchange.callback().failed(cause);
  }
}
