// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.hub.DeviceCodec;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.script.ServerClock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes batches of devices that are to be written, one batch at a time. */
public final class WriteBatcher implements Iterator<ScriptBatch> {

  private final Iterator<Device> devices;
  private final Map<String, WrittenState> written;
  private final RedisConnection connection;
  private final SharingSettings settings;
  private final DeviceCodec codec;
  private final Map<String, WrittenState> done = new HashMap<>();
  private final Set<String> details;
  private final Set<String> readings;
  private final long now = System.nanoTime();
  private final ServerClock clock;
  private final String life;
  private final long number;
  private @Nullable ScriptBatch next;

  /**
   * @param written what was written before, by shared id
   */
  public WriteBatcher(
      Collection<Device> devices,
      Map<String, WrittenState> written,
      RedisConnection connection,
      SharingSettings settings,
      DeviceCodec codec) {
    this.devices = devices.iterator();
    this.written = written;
    this.connection = connection;
    this.settings = settings;
    this.codec = codec;
    this.details = SharedDeviceView.details(codec);
    this.readings = SharedDeviceView.readings(codec);
    this.life = connection.life(); // before the number: the script refuses an older life
    this.number = connection.number();
    this.clock = connection.clock();
  }

  /** Returns what was written, by shared id. */
  public Map<String, WrittenState> done() {
    return done;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      ScriptBatch batch = settings.batch(Task.WRITE, life);
      while (devices.hasNext() && !batch.full()) {
        add(devices.next(), batch);
      }
      next = batch.isEmpty() ? null : batch;
    }
    return next != null;
  }

  @Override
  public ScriptBatch next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ScriptBatch batch = next;
    next = null;
    return batch;
  }

  private void add(Device own, ScriptBatch batch) {
    String id = settings.sharedId(own);
    WrittenState before = settings.find(written, own.id());
    SharedDeviceView view = SharedDeviceView.of(own, settings.site(), codec, details, readings);
    long statusAt = clock.at(statusTime(own));
    if (before != null) {
      statusAt = before.statusAt(view, statusAt);
    }
    long ipAt = clock.at(ipTime(own));
    String former =
        before != null && before.present() && !before.stands(number) ? before.former() : "";
    boolean lost = before != null && before.lost(connection);
    Departure departure = own.departure();
    batch
        .device(id)
        .add(statusAt)
        .add(ipAt)
        .add(clock.at(own.lastSeen()))
        .add(clock.at(own.firstSeen()))
        .add(view.text())
        .add(codec.encode(own))
        .add(former)
        .add(view.sightings())
        .add(departure == null ? "" : departure.reason().name())
        .add("")
        .add(before == null ? 1 : 0)
        .add(lost ? 1 : 0);
    done.put(id, new WrittenState(own, view, statusAt, ipAt, now, number));
  }

  /** Adds the removal of what this hub wrote of a device. */
  public static void forget(ScriptBatch batch, String id, Optional<String> successor) {
    batch.device(id).add(0).add(0).add(0).add(0).add("").add("").add("").add("[]");
    batch.add(successor.isPresent() ? "MERGED" : "FORGOTTEN").add(successor.orElse(""));
    batch.add(0).add(0);
  }

  /** Returns when the status was last reported. */
  private static Instant statusTime(Device own) {
    return own.sightings()
        .filter(each -> each.sighting().facts().containsKey(Fact.STATUS))
        .map(Evidence::lastSeen)
        .max(Comparator.naturalOrder())
        .orElse(own.lastSeen());
  }

  /** Returns since when the device is seen at the preferred address. */
  private static Instant ipTime(Device own) {
    return own.address()
        .flatMap(
            address ->
                own.sightings()
                    .filter(each -> each.sighting().endpoint().address().equals(address))
                    .map(Evidence::since)
                    .max(Comparator.naturalOrder()))
        .orElse(own.lastSeen());
  }
}
