// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/** The resource {@code /events}: what happens to devices, as server-sent events to many clients. */
final class EventsResource implements AutoCloseable {

  /** Where the resource is. */
  static final String PATH = "/events";

  static final int MAX_STREAMS = 2000;

  /** What makes other devices followed, or says where the stream goes on. */
  static final List<String> PARAMETERS;

  private static final String LAST_EVENT_ID = "last_event_id";

  /** So many views are shared; beyond that a stream has one of its own. */
  private static final int MAX_VIEWS = 64;

  static {
    List<String> all = new ArrayList<>(DeviceFilter.PARAMETERS);
    all.add(LAST_EVENT_ID);
    PARAMETERS = List.copyOf(all);
  }

  private final Hub hub;
  private final DeviceCodec codec;
  private final Counters counters;
  private final ScheduledExecutorService timer;
  private final EventRing ring;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final Future<?> heartbeats;
  private final Map<DeviceFilter, EventView> views =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceFilter, EventView> eldest) {
          return size() > MAX_VIEWS;
        }
      };

  EventsResource(WebServices backend, Settings settings) {
    this.hub = backend.hub();
    this.codec = backend.codec();
    this.counters = backend.counters();
    this.timer = backend.timer();
    this.ring =
        new EventRing(Long.toString(System.currentTimeMillis(), 36), settings.eventBuffer());
    long period = settings.heartbeat().toMillis();
    this.heartbeats =
        timer.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  /** Puts an event on the streams. Returns soon, however many clients there are. */
  void publish(DeviceEvent event) {
    if (event.replay()) {
      return;
    }
    counters.events.increment();
    ring.add(event, codec.json(event));
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      timer.execute(this::wake);
    }
  }

  /** Sends what has come meanwhile: the more comes, the more goes out in one piece. */
  private void wake() {
    waking.set(false);
    streams.forEach(EventStream::iterate);
  }

  private void tick() {
    forgetSnapshots();
    streams.forEach(EventStream::heartbeat);
  }

  /** Answers with a stream. */
  void stream(HttpExchange exchange, List<String> variables) {
    EventView view = view(DeviceFilter.of(exchange.query()));
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
    EventStream stream = new EventStream(this, view, exchange, position);
    streams.add(stream);
    exchange.request().addFailureListener(stream::abort);
    stream.iterate();
  }

  private static void head(HttpExchange exchange) {
    HttpFields.Mutable headers = exchange.head(HttpStatus.OK_200, "text/event-stream");
    headers.put("X-Accel-Buffering", "no");
  }

  private static String lastEventId(HttpExchange exchange) {
    String header = exchange.request().getHeaders().get("Last-Event-ID");
    if (header != null) {
      return header;
    }
    Fields.Field field = exchange.query().get(LAST_EVENT_ID);
    return field == null ? "" : field.getValue();
  }

  /** A snapshot for a client at this position, of which what follows is gone. */
  Snapshot snapshot(EventView view, long position) {
    if (position != EventStream.NOWHERE) {
      counters.lagging.increment();
    }
    return view.snapshot(counters.snapshots::increment);
  }

  /** Those who follow the same devices share a view. */
  private EventView view(DeviceFilter devices) {
    synchronized (views) {
      return views.computeIfAbsent(devices, each -> new EventView(each, ring, hub, codec));
    }
  }

  private void forgetSnapshots() {
    synchronized (views) {
      views.values().forEach(EventView::forgetSnapshot);
    }
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
