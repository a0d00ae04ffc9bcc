// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.history.log.FileErrors;
import io.kitty.history.log.LogEntry.Forgotten;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceHistory;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the events of each device in the last month, and when the hub was running, in files below
 * {@code data/kitty/history}.
 */
@Component(immediate = true)
public final class DeviceHistoryStore implements DeviceHistory {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceHistoryStore.class);

  private final InstantSource clock;
  private final HistoryWriter writer;

  /** Keeps its files below Karaf's data folder. */
  @Activate
  public DeviceHistoryStore() {
    this(Path.of(System.getProperty("karaf.data", "data"), "kitty"), InstantSource.system());
  }

  /**
   * Opens no file yet.
   *
   * @param data the folder below which it keeps its files
   */
  DeviceHistoryStore(Path data, InstantSource clock) {
    this.clock = clock;
    this.writer = new HistoryWriter(data, clock);
  }

  /** Starts to read existing files, and to write. */
  @Activate
  void start() {
    writer.start();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Replays are not recorded, and merged and forgotten records are handled by {@link
   * #onRemoved}.
   */
  @Override
  public void onEvent(DeviceEvent event) {
    if (event.replay()) {
      return;
    }
    Instant now = now();
    DeviceId id = event.device().id();
    if (event instanceof Appeared) {
      writer.write(new Happened(id, Event.appeared(now)));
    } else if (event instanceof Changed changed) {
      List<Change> changes = ChangeSummary.of(changed.before(), changed.device());
      if (!changes.isEmpty()) {
        writer.write(new Happened(id, Event.changed(now, changes)));
      }
    } else if (event instanceof Departed departed && !isRemoval(departed.reason())) {
      writer.write(new Happened(id, Event.departed(now, departed.reason())));
    }
  }

  private static boolean isRemoval(DepartureReason reason) {
    return reason == DepartureReason.MERGED || reason == DepartureReason.FORGOTTEN;
  }

  @Override
  public void onRemoved(Device last, @Nullable DeviceId successor) {
    Instant now = now();
    writer.write(
        successor == null
            ? new Forgotten(now, last.id())
            : new Moved(now, last.id(), successor, last.present()));
  }

  /** Returns the time with the precision of the file. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public History history(Device device, Instant from, Instant to) {
    Instant now = now();
    Instant end = to.isBefore(now) ? to : now;
    Instant reach = now.minus(History.REACH);
    Instant first = from.isAfter(reach) ? from : reach;
    Instant start = first.isBefore(end) ? first : end;
    try {
      return writer.read(
          (log, uptime) ->
              new HistoryBuilder(device, start, end, now, uptime.off(start, now, now)).build(log));
    } catch (IOException e) {
      LOG.warn("The history cannot be read: {}", FileErrors.reason(e));
      return History.empty(start, end);
    }
  }

  @Override
  public List<String> problems() {
    return writer.problems();
  }

  @Override
  public Map<String, Long> counters() {
    return writer.counters();
  }

  /** Writes all remaining entries, and ends. */
  @Deactivate
  void close() {
    writer.close();
  }
}
