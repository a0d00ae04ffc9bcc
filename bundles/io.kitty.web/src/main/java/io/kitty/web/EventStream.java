// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One client's event stream. It has a position among the events and at most one write under way,
 * and holds no thread while that lasts; so a client that stalls delays nobody. One that falls so
 * far behind that events are gone goes on with a new snapshot.
 */
final class EventStream extends IteratingCallback {

  /** The position of a client that has seen nothing. */
  static final long NOWHERE = -1;

  /** How long a client waits before it reconnects, in milliseconds. */
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final EventsResource events;
  private final EventView view;
  private final HttpExchange exchange;
  private long position;
  private boolean greeted;
  private @Nullable Snapshot snapshot;
  private int page;
  private volatile boolean beat;

  EventStream(EventsResource events, EventView view, HttpExchange exchange, long position) {
    this.events = events;
    this.view = view;
    this.exchange = exchange;
    this.position = position;
  }

  /** Sends a comment when there is nothing else to send. */
  void heartbeat() {
    beat = true;
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
    if (!greeted) {
      greeted = true;
      return RETRY;
    }
    if (snapshot != null) {
      return page(snapshot);
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
      return page(snapshot);
    }
    if (beat) {
      beat = false;
      return HEARTBEAT;
    }
    return null;
  }

  private byte[] page(Snapshot from) {
    byte[] bytes = from.pages().page(page++);
    if (page == from.pages().count()) {
      snapshot = null;
      page = 0;
    }
    return bytes;
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    events.ended(this);
    exchange.callback().failed(cause);
  }
}
