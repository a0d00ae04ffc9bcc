// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.thread.HubExecutors;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registry as a replica of the working set: loaded once, then updated in batches, on a thread
 * of its own.
 */
final class RegistryReplica implements AutoCloseable {

  /** Changes within this time are saved together. */
  static final Duration BATCH = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryReplica.class);

  private final DeviceRegistry registry;
  private final String name;
  private final RegistrySynchronizer synchronizer;
  private final Duration retry;
  private final ScheduledExecutorService thread;
  private final SavedDevices saved;
  private final Set<DeviceId> dirty = ConcurrentHashMap.newKeySet();
  private final Set<DeviceId> seenAgain = ConcurrentHashMap.newKeySet();
  private final Map<String, String> dirtyNotes = new ConcurrentHashMap<>();
  private final AtomicBoolean pending = new AtomicBoolean();
  private final LongAdder saves = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder saveNanos = new LongAdder();
  private volatile boolean ready;
  private volatile String lastError = "";

  /**
   * @param saved what a shared registry received so far
   */
  RegistryReplica(
      DeviceRegistry registry,
      String name,
      RegistrySynchronizer synchronizer,
      SavedDevices saved,
      Duration retry) {
    this.registry = registry;
    this.saved = saved;
    this.name = name;
    this.synchronizer = synchronizer;
    this.retry = retry;
    this.thread = Executors.newSingleThreadScheduledExecutor(HubExecutors.named("kitty-" + name));
  }

  boolean isOf(DeviceRegistry other) {
    return registry == other;
  }

  String name() {
    return name;
  }

  String lastError() {
    return lastError;
  }

  /** Returns whether it is not loaded yet, without an error so far. */
  boolean loading() {
    return !ready && lastError.isEmpty();
  }

  /** Returns its counters, whose names end with its own. */
  Map<String, Long> counters() {
    return Map.of(
        "registry_backlog_" + name, (long) dirty.size() + seenAgain.size(),
        "registry_saves_" + name, saves.sum(),
        "registry_failures_" + name, failures.sum(),
        "registry_save_ms_" + name, TimeUnit.NANOSECONDS.toMillis(saveNanos.sum()));
  }

  /** Starts to load. */
  void start() {
    later(Duration.ZERO, this::load);
  }

  /** Schedules a save of the changes. */
  void wake() {
    if (pending.compareAndSet(false, true)) {
      later(BATCH, this::flush);
    }
  }

  /**
   * Marks devices to be saved at the next {@link #wake}; those that no longer exist are deleted.
   */
  void markDirty(Collection<DeviceId> ids) {
    dirty.addAll(ids);
  }

  /** Marks devices to be updated at the next {@link #wake}, which were merely seen again. */
  void markSeenAgain(Collection<DeviceId> ids) {
    seenAgain.addAll(ids);
  }

  /** Marks notes to be saved at the next {@link #wake}. */
  void markDirty(Map<String, String> notes) {
    dirtyNotes.putAll(notes);
  }

  /** Schedules a restore of the edits that other hubs made. */
  void readNotes() {
    later(Duration.ZERO, this::restoreEdits);
  }

  private void restoreEdits() {
    if (ready) {
      try {
        synchronizer.restoreEdits(registry, LOG::debug);
      } catch (IOException e) {
        LOG.debug("Cannot load the notes of the registry {}", name, e);
      }
    }
  }

  private void load() {
    try {
      synchronizer.load(this, registry);
      ready = true;
      clearError();
      save();
    } catch (IOException | RuntimeException e) {
      failed("load", e);
      later(retry, this::load);
    }
  }

  private void flush() {
    pending.set(false);
    synchronizer.distribute();
    save();
  }

  private void save() {
    if (!ready) {
      return;
    }
    Set<DeviceId> changed = Set.copyOf(dirty);
    dirty.removeAll(changed);
    Set<DeviceId> ids = new HashSet<>(seenAgain);
    seenAgain.removeAll(ids);
    ids.addAll(changed);
    Map<String, String> notes = Map.copyOf(dirtyNotes);
    notes.forEach(dirtyNotes::remove);
    long start = System.nanoTime();
    try {
      save(ids, changed, notes);
      if (!ids.isEmpty() || !notes.isEmpty()) {
        saves.increment();
        saveNanos.add(System.nanoTime() - start);
        clearError();
      }
    } catch (IOException | RuntimeException e) {
      dirty.addAll(changed);
      ids.removeAll(changed);
      seenAgain.addAll(ids);
      notes.forEach(dirtyNotes::putIfAbsent);
      failed("save", e);
      if (pending.compareAndSet(false, true)) {
        later(retry, this::flush);
      }
    }
  }

  /**
   * Saves devices.
   *
   * @param changed those that changed; the others were merely seen again
   */
  private void save(Set<DeviceId> ids, Set<DeviceId> changed, Map<String, String> notes)
      throws IOException {
    List<Device> save = new ArrayList<>();
    List<Device> touch = new ArrayList<>();
    List<DeviceId> forget = new ArrayList<>();
    boolean shared = registry.shared();
    for (DeviceId id : ids) {
      Device device = synchronizer.find(id);
      Device kept = device == null || !shared ? device : LocalEvidence.of(device).orElse(null);
      if (kept == null) {
        if (device == null || saved.contains(id)) {
          forget.add(id);
        }
      } else if (shared ? isChanged(kept, changed) : changed.contains(id)) {
        save.add(kept);
      } else {
        touch.add(kept);
      }
    }
    if (!notes.isEmpty()) {
      registry.saveNotes(notes);
    }
    if (!save.isEmpty()) {
      registry.save(save);
      if (shared) {
        saved.saved(save);
      }
    }
    if (!touch.isEmpty()) {
      registry.touch(touch);
    }
    if (!forget.isEmpty()) {
      registry.forget(forget);
      saved.forgotten(forget);
    }
  }

  private boolean isChanged(Device local, Set<DeviceId> changed) {
    return changed.contains(local.id()) ? saved.differs(local) : !saved.contains(local.id());
  }

  private void clearError() {
    if (!lastError.isEmpty()) {
      lastError = "";
      LOG.info("The registry {} works again", name);
    }
  }

  private void failed(String operation, Exception cause) {
    failures.increment();
    String message = name + " cannot " + operation + " devices: " + cause.getMessage();
    if (!message.equals(lastError)) {
      LOG.warn("The registry {}; retrying", message);
    }
    lastError = message;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // tasks report their own errors
  private void later(Duration delay, Runnable task) {
    try {
      thread.schedule(() -> guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The registry {} is no longer used", name, e);
    }
  }

  private static void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Updating a registry failed", e);
    }
  }

  /** Saves all remaining changes, and ends. */
  @Override
  public void close() {
    try {
      thread.submit(() -> guard(this::save)).get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("The registry {} was not saved in time", name, e);
    }
    thread.shutdownNow();
  }
}
