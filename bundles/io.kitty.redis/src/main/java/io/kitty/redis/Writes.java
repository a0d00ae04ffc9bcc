// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.DeviceCodec;
import io.kitty.redis.Script.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of devices that are to be written, one at a time, and leaves out those of which
 * there is no news.
 */
final class Writes implements Iterator<Batch> {

  private final Iterator<Device> devices;
  private final Map<String, Written> written;
  private final Connection connection;
  private final Settings settings;
  private final DeviceCodec codec;
  private final Map<String, Written> done = new HashMap<>();
  private final List<DeviceId> foreign = new ArrayList<>();
  private final long now = System.nanoTime();
  private final Instant wall = Instant.now();
  private final long number;
  private @Nullable Batch next;

  /**
   * @param written what was written before, by id
   */
  Writes(
      Collection<Device> devices,
      Map<String, Written> written,
      Connection connection,
      Settings settings,
      DeviceCodec codec) {
    this.devices = devices.iterator();
    this.written = written;
    this.connection = connection;
    this.settings = settings;
    this.codec = codec;
    this.number = connection.number();
  }

  /** What was written, by id. */
  Map<String, Written> done() {
    return done;
  }

  /** Those that were written once, and of which this hub itself knows nothing any more. */
  List<DeviceId> foreign() {
    return foreign;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      Batch batch = settings.batch(Task.WRITE);
      while (devices.hasNext() && !batch.full()) {
        add(devices.next(), batch);
      }
      next = batch.isEmpty() ? null : batch;
    }
    return next != null;
  }

  @Override
  public Batch next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Batch batch = next;
    next = null;
    return batch;
  }

  private void add(Device device, Batch batch) {
    Optional<Device> own = Own.of(device);
    if (own.isPresent()) {
      addOwn(own.get(), batch);
    } else if (written.containsKey(device.id().value())) {
      foreign.add(device.id());
    }
  }

  private void addOwn(Device own, Batch batch) {
    String id = own.id().value();
    long substance = Written.substanceOf(own);
    Written before = written.get(id);
    if (before != null && before.connection == number && before.says(substance)) {
      before.lastSeen = own.lastSeen();
      return;
    }
    View view = View.of(own, settings.site(), codec);
    Written after =
        before == null
            ? Written.first(own, substance, view, now, number)
            : before.next(own, substance, view, now, number);
    String lost =
        before != null && before.present() && connection.lost(before.connection)
            ? before.view()
            : "";
    Departure departure = own.departure();
    batch
        .device(id)
        .add(millis(now - after.statusSince()))
        .add(millis(now - after.ipSince()))
        .add(age(own.lastSeen(), wall))
        .add(age(own.firstSeen(), wall))
        .add(view.text())
        .add(codec.encode(own))
        .add(lost)
        .add(view.sightings())
        .add(departure == null ? "" : departure.reason().name())
        .add("");
    done.put(id, after);
  }

  /** Adds that this hub takes back what it wrote of a device. */
  static void forget(Batch batch, DeviceId id, Optional<String> successor) {
    batch.device(id.value()).add(0).add(0).add(0).add(0).add("").add("").add("").add("[]");
    batch.add(successor.isPresent() ? "MERGED" : "FORGOTTEN").add(successor.orElse(""));
  }

  private static long millis(long nanos) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  /** Only differences of times are told, so that the clocks of hubs may differ. */
  static long age(Instant time, Instant now) {
    return Math.max(0, Duration.between(time, now).toMillis());
  }
}
