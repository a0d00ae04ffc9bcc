// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.Hub;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The resource {@code /events}: what happens to devices, as server-sent events to many clients. */
final class Events implements AutoCloseable {

  static final int MAX_STREAMS = 2000;

  /** So many clients that come at once share one snapshot. */
  private static final long SNAPSHOT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Hub hub;
  private final DeviceCodec codec;
  private final Counters counters;
  private final ScheduledExecutorService timer;
  private final EventRing ring;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final Future<?> heartbeats;
  private @Nullable Snapshot latest;

  Events(Backend backend, Settings settings) {
    this.hub = backend.hub();
    this.codec = backend.codec();
    this.counters = backend.counters();
    this.timer = backend.timer();
    this.ring =
        new EventRing(Long.toString(System.currentTimeMillis(), 36), settings.eventBuffer());
    long period = settings.heartbeat().toMillis();
    this.heartbeats =
        timer.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /** Puts an event on the streams. Returns soon, however many clients there are. */
  void publish(DeviceEvent event) {
    if (event.replay()) {
      return;
    }
    counters.events.increment();
    ring.add(event.word(), codec.json(event));
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      timer.execute(this::wake);
    }
  }

  /** Sends what has come meanwhile: the more comes, the more goes out in one piece. */
  private void wake() {
    waking.set(false);
    streams.forEach(EventStream::iterate);
  }

  private void beat() {
    forgetSnapshot();
    streams.forEach(EventStream::heartbeat);
  }

  /** Answers with a stream. */
  void stream(Exchange exchange, List<String> variables) {
    if (exchange.isHead()) {
      head(exchange);
      exchange.response().write(true, null, exchange.callback());
      return;
    }
    long position = ring.position(lastEventId(exchange)).orElse(EventStream.NOWHERE);
    if (counters.streams.incrementAndGet() > MAX_STREAMS) {
      counters.streams.decrementAndGet();
      counters.streamsRefused.increment();
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "there are " + MAX_STREAMS + " event streams already; close one, or come again later");
    }
    head(exchange);
    EventStream stream = new EventStream(this, exchange, position);
    streams.add(stream);
    exchange.request().addFailureListener(stream::abort);
    stream.iterate();
  }

  private static void head(Exchange exchange) {
    HttpFields.Mutable headers = exchange.head(HttpStatus.OK_200, "text/event-stream");
    headers.put("X-Accel-Buffering", "no");
  }

  private static String lastEventId(Exchange exchange) {
    String header = exchange.request().getHeaders().get("Last-Event-ID");
    if (header != null) {
      return header;
    }
    Fields.Field field = exchange.query().get("last_event_id");
    return field == null ? "" : field.getValue();
  }

  /** What follows a position; null if some of it is gone. */
  EventRing.@Nullable Batch after(long position) {
    EventRing.Batch batch = ring.after(position);
    if (batch == null && position != EventStream.NOWHERE) {
      counters.lagging.increment();
    }
    return batch;
  }

  /**
   * The devices that are present. The position is read before the devices, so that no event between
   * the two can be missed; one that the devices show already may follow once more.
   */
  synchronized Snapshot snapshot() {
    counters.snapshots.increment();
    long now = System.nanoTime();
    Snapshot known = latest;
    if (known != null
        && now - known.takenNanos() < SNAPSHOT_NANOS
        && ring.after(known.position()) != null) {
      return known;
    }
    long position = ring.last();
    List<Device> present = DeviceQuery.sorted(hub.devices().stream().filter(Device::present));
    Pages pages = new Pages(codec, present, ring.head("snapshot", position), "\n\n");
    Snapshot taken = new Snapshot(position, now, pages);
    latest = taken;
    return taken;
  }

  private synchronized void forgetSnapshot() {
    latest = null;
  }

  void ended(EventStream stream) {
    if (streams.remove(stream)) {
      counters.streams.decrementAndGet();
    }
  }

  @Override
  public void close() {
    heartbeats.cancel(false);
    IOException closed = new ClosedChannelException();
    streams.forEach(stream -> stream.abort(closed));
  }
}
