// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import io.kitty.commons.LruMap;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.web.device.DeviceFilter;
import io.kitty.web.http.Counters;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

/** The resource {@code /events}: device events as server-sent events for many clients. */
public final class EventsResource implements AutoCloseable {

  /** The path of the resource. */
  public static final String PATH = "/events";

  static final int MAX_STREAMS = 2000;

  /** The parameters that select devices, and the one that says where the stream continues. */
  public static final List<String> PARAMETERS;

  private static final String LAST_EVENT_ID = "last_event_id";
  private static final String READINGS = "readings";

  /** The members of the data of an event {@code reading}. */
  private static final Set<String> READING_MEMBERS =
      Set.of("id", "status", "job", "temperatures", "error");

  /**
   * The time after a pass over all streams in which the writes of further events are left to the
   * timer's thread.
   */
  private static final Duration SOON = Duration.ofMillis(5);

  /** The maximum number of streams that the thread which publishes an event writes to. */
  private static final int FEW = 16;

  /** The number of shared views; the one that was unused longest is dropped first. */
  private static final int MAX_VIEWS = 64;

  static {
    List<String> all = new ArrayList<>(DeviceFilter.PARAMETERS);
    all.add(LAST_EVENT_ID);
    all.add(READINGS);
    PARAMETERS = List.copyOf(all);
  }

  private final Hub hub;
  private final DeviceCodec codec;
  private final Counters counters;
  private final ScheduledExecutorService timer;
  private final EventRing ring;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean flushScheduled = new AtomicBoolean();
  private volatile long lastFlush = System.nanoTime() - SOON.toNanos();
  private final Future<?> heartbeats;
  private final Map<DeviceFilter, EventView> views = new LruMap<>(MAX_VIEWS);

  /**
   * @param timer a single thread, which runs most writes of the streams
   * @param buffer the number of events that are kept for clients that reconnect
   * @param heartbeat the time between two comments of a stream
   */
  public EventsResource(
      Hub hub,
      DeviceCodec codec,
      Counters counters,
      ScheduledExecutorService timer,
      int buffer,
      Duration heartbeat) {
    this.hub = hub;
    this.codec = codec;
    this.counters = counters;
    this.timer = timer;
    this.ring = new EventRing(Long.toString(System.currentTimeMillis(), 36), buffer);
    long period = heartbeat.toMillis();
    this.heartbeats =
        timer.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  /** Sends an event to all streams. The writes do not wait for the clients. */
  public void publish(DeviceEvent event) {
    if (event.replay()) {
      return;
    }
    counters.events.increment();
    ring.add(event, codec.json(event));
    if (!streams.isEmpty()) {
      scheduleFlush();
    }
  }

  /**
   * Sends the readings of a device to the streams that asked for them. They have no number, as a
   * client that reconnects needs only the latest, which the next ones are.
   */
  public void publishReading(Device device) {
    List<EventStream> asking =
        streams.stream().filter(stream -> stream.wantsReadings(device)).toList();
    if (!asking.isEmpty()) {
      String array = codec.json(List.of(device), READING_MEMBERS);
      String json = array.substring(1, array.length() - 1);
      byte[] bytes = ("event: reading\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
      asking.forEach(stream -> stream.reading(device.id(), bytes));
      scheduleFlush();
    }
  }

  /**
   * Writes a single event to few streams at once. The timer's thread writes those that follow it
   * soon, and all events if there are many streams, so that the caller does not wait.
   */
  private void scheduleFlush() {
    if (flushScheduled.compareAndSet(false, true)) {
      if (streams.size() <= FEW && System.nanoTime() - lastFlush > SOON.toNanos()) {
        flush();
      } else {
        timer.execute(this::flush);
      }
    }
  }

  private void flush() {
    flushScheduled.set(false);
    streams.forEach(EventStream::iterate);
    lastFlush = System.nanoTime();
  }

  private void tick() {
    clearSnapshots();
    streams.forEach(EventStream::heartbeat);
  }

  /** Starts a stream. */
  public void stream(HttpExchange exchange, List<String> variables) {
    EventView view = view(DeviceFilter.of(exchange.query()));
    boolean readings = new Parameters(exchange.query()).number(READINGS, 0, 1, 0) == 1;
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
    EventStream stream = new EventStream(this, view, exchange, position, readings);
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

  /** Returns a snapshot for a client whose next events are no longer kept. */
  Snapshot snapshot(EventView view, long position) {
    if (position != EventStream.NOWHERE) {
      counters.lagging.increment();
    }
    return view.snapshot(counters.snapshots::increment);
  }

  /** Returns the view of a selection, shared by its clients. */
  private EventView view(DeviceFilter devices) {
    synchronized (views) {
      return views.computeIfAbsent(devices, each -> new EventView(each, ring, hub, codec));
    }
  }

  private void clearSnapshots() {
    synchronized (views) {
      views.values().forEach(EventView::clearSnapshot);
    }
  }

  void remove(EventStream stream) {
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
