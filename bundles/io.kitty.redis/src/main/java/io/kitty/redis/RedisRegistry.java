// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.hub.DeviceCodec;
import io.kitty.redis.Runs.Outcome;
import io.kitty.redis.Script.Task;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
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
 * Writes what this hub knows of devices to the server, and renews it while they are present. It
 * writes what is news at once; what was merely seen again waits for the renewal.
 */
@DeviceRegistry.Name(RedisPeers.ID)
final class RedisRegistry implements DeviceRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(RedisRegistry.class);

  private final Connection connection;
  private final Settings settings;
  private final DeviceCodec codec;
  private final Function<DeviceId, Optional<DeviceId>> successors;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /**
   * @param successors the id under which a device goes on that is no more under this one
   */
  RedisRegistry(
      Connection connection,
      Settings settings,
      DeviceCodec codec,
      Function<DeviceId, Optional<DeviceId>> successors) {
    this.connection = connection;
    this.settings = settings;
    this.codec = codec;
    this.successors = successors;
  }

  /** What this hub itself wrote, and still stands. */
  @Override
  public Collection<Device> load() throws IOException {
    List<Device> loaded = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Fields fields = new Fields(connection, settings.keys());
    for (Fields.Page page = fields.first(); !page.isEmpty(); page = fields.after(page)) {
      for (Fields.Kept kept : page.devices()) {
        byte @Nullable [] mine = kept.hubs().get(settings.hub());
        if (mine != null) {
          try {
            loaded.add(codec.decode(Fields.evidence(mine)));
          } catch (IOException e) {
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
  public void save(Collection<Device> devices) throws IOException {
    Writes writes = new Writes(devices, written, connection, settings, codec);
    List<Outcome> outcomes = connection.run(writes);
    written.putAll(writes.done());
    check(outcomes);
    connection.counters().add("written", writes.done().size());
    forget(writes.foreign());
  }

  /** A device that goes on under another id says so when it goes. */
  @Override
  public void forget(Collection<DeviceId> ids) throws IOException {
    List<Batch> batches = new ArrayList<>();
    for (DeviceId id : ids) {
      Optional<String> successor = successors.apply(id).map(DeviceId::value);
      String site = settings.siteId(id);
      if (!site.equals(id.value())) {
        Writes.forget(batch(batches, Task.WRITE), site, successor);
      }
      Writes.forget(batch(batches, Task.WRITE), id.value(), successor);
    }
    check(connection.run(batches.iterator()));
    for (DeviceId id : ids) {
      written.remove(id.value());
      written.remove(settings.siteId(id));
    }
  }

  @Override
  public Map<String, String> loadNotes() throws IOException {
    return connection.call(
        redis -> {
          Map<String, String> notes = new HashMap<>();
          redis
              .hgetAll(settings.keys().notes())
              .forEach((key, text) -> notes.put(new String(key, UTF_8), new String(text, UTF_8)));
          return notes;
        });
  }

  @Override
  public void saveNotes(Map<String, String> notes) throws IOException {
    Map<byte[], byte[]> encoded = new HashMap<>();
    notes.forEach((key, text) -> encoded.put(key.getBytes(UTF_8), text.getBytes(UTF_8)));
    connection.call(redis -> redis.hset(settings.keys().notes(), encoded));
  }

  /** Renews what is due, so that it holds for as long as this hub sees it. */
  void renew() throws IOException {
    long now = System.nanoTime();
    long due = now - Duration.ofMillis(settings.ttl() / 3).toNanos();
    ServerClock clock = connection.clock();
    List<Batch> batches = new ArrayList<>();
    List<Written> renewed = new ArrayList<>();
    written.forEach(
        (id, each) -> {
          if (each.present() && each.at - due < 0 && each.connection == connection.number()) {
            batch(batches, Task.RENEW).device(id).add(clock.at(each.lastSeen));
            renewed.add(each);
          }
        });
    check(connection.run(batches.iterator()));
    renewed.forEach(each -> each.at = now);
    connection.counters().add("renewed", renewed.size());
  }

  private Batch batch(List<Batch> batches, Task task) {
    Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
    if (last == null || last.full()) {
      last = settings.batch(task);
      batches.add(last);
    }
    return last;
  }

  /** What the server wants anew is written by the hub's next save. */
  private void check(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      outcome.again().forEach(written::remove);
      outcome.refused().forEach(id -> LOG.warn("{} is not shared: its key holds no hash", id));
    }
  }
}
