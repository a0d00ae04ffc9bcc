// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.identifier.DeviceId;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.script.ScriptRunner.Outcome;
import io.kitty.redis.sharing.HashRepair;
import io.kitty.redis.sharing.HubFieldReader;
import io.kitty.redis.sharing.LeaseRenewer;
import io.kitty.redis.sharing.SharingSettings;
import io.kitty.redis.sharing.WriteBatcher;
import io.kitty.redis.sharing.WrittenState;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what this hub knows of devices to the server, and renews it while they are present.
 * Changes are written at once; a device that was merely seen again is renewed with its lease.
 * {@link HashRepair} checks and restores what was written.
 */
@DeviceRegistry.Name(RedisPeers.ID)
final class RedisRegistry implements DeviceRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRegistry.class);

  private final RedisConnection connection;
  private final SharingSettings settings;
  private final DeviceCodec codec;
  private final Function<DeviceId, Optional<DeviceId>> found;
  private final Map<String, WrittenState> written = new ConcurrentHashMap<>();
  private final HashRepair repair;
  private final LeaseRenewer renewer;

  /**
   * @param found returns the id under which the hub now has the device with this or a former id
   */
  RedisRegistry(
      RedisConnection connection,
      SharingSettings settings,
      DeviceCodec codec,
      Function<DeviceId, Optional<DeviceId>> found) {
    this.connection = connection;
    this.settings = settings;
    this.codec = codec;
    this.found = found;
    this.repair = new HashRepair(connection, settings, written, found);
    this.renewer = new LeaseRenewer(connection, settings, written, repair);
  }

  /** Returns what this hub itself wrote and the server still has. */
  @Override
  public Collection<Device> load() throws IOException {
    List<Device> loaded = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    HubFieldReader fields = new HubFieldReader(connection, settings.keys());
    for (HubFieldReader.Page page = fields.first(); !page.isEmpty(); page = fields.after(page)) {
      for (HubFieldReader.Kept kept : page.devices()) {
        byte @Nullable [] mine = kept.hubs().get(settings.hub());
        if (mine != null) {
          try {
            byte[] evidence = HubFieldReader.evidence(mine);
            if (evidence.length > 0) {
              loaded.add(codec.decode(evidence));
            }
          } catch (IOException | RuntimeException e) {
            failures.add(kept.id() + ": " + e.getMessage());
          }
        }
      }
    }
    if (!failures.isEmpty()) {
      LOG.warn(
          "{} devices cannot be read and are left out, the first is {}",
          failures.size(),
          failures.get(0));
    }
    return loaded;
  }

  @Override
  public boolean shared() {
    return true;
  }

  /**
   * Updates the times for the next renewal; writes only what the server does not have, and other
   * readings.
   */
  @Override
  public void touch(Collection<Device> devices) throws IOException {
    long number = connection.number();
    long now = System.nanoTime();
    List<Device> due = new ArrayList<>();
    for (Device device : devices) {
      WrittenState before = settings.find(written, device.id());
      if (before != null && before.stands(number) && !before.readingsDue(device, now)) {
        before.seen(device.lastSeen());
      } else {
        due.add(device);
      }
    }
    if (!due.isEmpty()) {
      save(due);
    }
  }

  @Override
  public void save(Collection<Device> devices) throws IOException {
    WriteBatcher writes = new WriteBatcher(devices, written, connection, settings, codec);
    List<Outcome> outcomes = connection.run(writes);
    written.putAll(writes.done());
    repair.wrote(writes.done().keySet(), outcomes);
    // A device of which the server has newer data is written again once it was seen.
    outcomes.forEach(outcome -> outcome.again().forEach(written::remove));
    outcomes.forEach(outcome -> outcome.taken().forEach(this::took));
    connection.counters().add("written", writes.done().size());
  }

  private void took(String id, String times) {
    WrittenState each = written.get(id);
    if (each != null) {
      each.took(times);
    }
  }

  /** Names the successor of a device that continues under another id. */
  @Override
  public void forget(Collection<DeviceId> ids) throws IOException {
    List<ScriptBatch> batches = new ArrayList<>();
    for (DeviceId id : ids) {
      Optional<String> successor =
          found.apply(id).filter(other -> !other.equals(id)).map(DeviceId::value);
      String site = settings.siteId(id);
      if (!site.equals(id.value())) {
        WriteBatcher.forget(batch(batches, Task.WRITE), site, successor);
      }
      WriteBatcher.forget(batch(batches, Task.WRITE), id.value(), successor);
    }
    connection.run(batches.iterator());
    for (DeviceId id : ids) {
      List<String> shared = List.of(id.value(), settings.siteId(id));
      shared.forEach(written::remove);
      repair.wrote(shared, List.of());
    }
  }

  @Override
  public Map<String, String> loadNotes() throws IOException {
    Map<String, String> loaded = new HashMap<>();
    connection
        .call(redis -> redis.hgetAll(settings.keys().notes()))
        .forEach((key, text) -> loaded.put(new String(key, UTF_8), new String(text, UTF_8)));
    repair.knowsNotes(loaded.size());
    return loaded;
  }

  @Override
  public void saveNotes(Map<String, String> notes) throws IOException {
    Map<byte[], byte[]> encoded = new HashMap<>();
    notes.forEach((key, text) -> encoded.put(key.getBytes(UTF_8), text.getBytes(UTF_8)));
    repair.addsNotes(connection.call(redis -> redis.hset(settings.keys().notes(), encoded)));
  }

  /** Returns the check of what was written. */
  HashRepair repair() {
    return repair;
  }

  /** Renews the leases that are due of the devices that this hub sees. */
  void renew() throws IOException {
    renewer.renew();
  }

  private ScriptBatch batch(List<ScriptBatch> batches, Task task) {
    return settings.batch(batches, task, connection.life());
  }
}
