// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.identifier.DeviceId;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import io.kitty.redis.script.ScriptRunner.Outcome;
import io.kitty.redis.script.ServerClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Checks whether the server still has what this hub wrote, as other programs may delete or replace
 * any key, or the whole database. The script restores missing members of sets itself; anything else
 * the hub has to save again.
 */
public final class HashRepair {

  private final RedisConnection connection;
  private final SharingSettings settings;
  private final Map<String, WrittenState> written;
  private final Function<DeviceId, Optional<DeviceId>> found;

  /** The ids of devices whose keys hold another type. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** The ids of devices that were written and are missing. */
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  /** The minimum number of notes. */
  private final AtomicLong notes = new AtomicLong();

  private volatile long notesChecked = System.nanoTime();

  /**
   * @param written what was written, by the id under which it is shared
   * @param found returns the id under which the hub now has the device with this or a former id
   */
  public HashRepair(
      RedisConnection connection,
      SharingSettings settings,
      Map<String, WrittenState> written,
      Function<DeviceId, Optional<DeviceId>> found) {
    this.connection = connection;
    this.settings = settings;
    this.written = written;
    this.found = found;
  }

  /** Updates the refused devices after a write. */
  public void wrote(Collection<String> ids, List<Outcome> outcomes) {
    refused.removeAll(ids);
    outcomes.forEach(outcome -> refused.addAll(outcome.refused()));
  }

  /** Updates the refused and the missing devices after a renewal or check. */
  public void take(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      refused.addAll(outcome.refused());
      missing.addAll(outcome.again());
    }
  }

  /** Sets the number of notes. */
  public void knowsNotes(long number) {
    notes.set(number);
  }

  /** Increases the number of notes. */
  public void addsNotes(long number) {
    notes.addAndGet(number);
  }

  /**
   * Checks what was last checked longer ago than an age.
   *
   * @return whether something is missing, so that the hub has to save everything again
   */
  public boolean check(Duration age) throws IOException {
    long now = System.nanoTime();
    long due = now - age.toNanos();
    long number = connection.number();
    List<String> checked = new ArrayList<>();
    List<ScriptBatch> batches = new ArrayList<>();
    written.forEach(
        (id, each) -> {
          boolean wanted = each.present() || refused.contains(id);
          if (wanted && each.stands(number) && each.checked - due <= 0) {
            settings.batch(batches, Task.CHECK, connection.life()).device(id);
            each.checked = now;
            checked.add(id);
          }
        });
    List<Outcome> outcomes = connection.run(batches.iterator());
    wrote(checked, outcomes);
    take(outcomes);
    boolean some = restoreMissing();
    if (notesChecked - due <= 0) {
      notesChecked = now;
      byte[] key = settings.keys().notes();
      some |= connection.call(redis -> redis.hlen(key)) < notes.get();
    }
    return some;
  }

  private boolean restoreMissing() throws IOException {
    List<String> ids = List.copyOf(missing);
    Map<String, WrittenState> known = new HashMap<>();
    for (String id : ids) {
      WrittenState each = written.get(id);
      if (each != null) {
        each.missing();
        known.put(id, each);
      }
    }
    restore(known, 0);
    ids.forEach(missing::remove);
    return !known.isEmpty();
  }

  /**
   * Restores what was published before the database was lost, if that was just now. Only then can
   * the hubs together publish what has changed since.
   */
  public void restore() throws IOException {
    if (!connection.restored()) {
      Map<String, WrittenState> lost = new HashMap<>(written);
      lost.values().removeIf(each -> !each.lost(connection));
      restore(lost, 1);
    }
  }

  private void restore(Map<String, WrittenState> some, int all) throws IOException {
    ServerClock clock = connection.clock();
    List<ScriptBatch> batches = new ArrayList<>();
    some.forEach(
        (id, each) -> {
          if (each.present()) {
            settings
                .batch(batches, Task.RESTORE, connection.life())
                .device(id)
                .add(clock.at(each.lastSeen()))
                .add(each.former())
                .add(all);
          }
        });
    take(connection.run(batches.iterator()));
  }

  /** Returns the devices lost with the database that the hub no longer has under their ids. */
  public List<DeviceId> forgotten() {
    return written.values().stream()
        .filter(each -> each.present() && each.lost(connection))
        .map(WrittenState::id)
        .filter(id -> !found.apply(id).equals(Optional.of(id)))
        .toList();
  }

  /** Returns why devices are not shared, and how to fix it; {@code ""} if all are. */
  public String complaint() {
    Optional<String> first = refused.stream().sorted().findFirst();
    return first
        .map(id -> new String(settings.keys().device(id), UTF_8))
        .map(key -> complaint(key, refused.size()))
        .orElse("");
  }

  private static String complaint(String key, int number) {
    return number == 1
        ? "a device is not shared, as another program keeps something else under its key; rename or"
            + " delete "
            + key
            + ", or give url another database"
        : number
            + " devices are not shared, as another program keeps something else under their keys;"
            + " rename or delete them, the first is "
            + key
            + ", or give url another database";
  }
}
