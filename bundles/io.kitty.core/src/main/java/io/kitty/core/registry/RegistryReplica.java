// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.provider.HubExecutors;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * One registry as a copy of the working set: loaded once, then told what changed, in batches, on a
 * thread of its own.
 */
final class RegistryReplica implements AutoCloseable {

  /** Changes within this time are saved together. */
  static final Duration BATCH = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryReplica.class);

  private final DeviceRegistry registry;
  private final String name;
  private final RegistrySynchronizer keeper;
  private final Duration retry;
  private final ScheduledExecutorService thread;
  private final Set<DeviceId> owed = ConcurrentHashMap.newKeySet();
  private final Map<String, String> owedNotes = new ConcurrentHashMap<>();
  private final AtomicBoolean pending = new AtomicBoolean();
  private final LongAdder saves = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder saveNanos = new LongAdder();
  private volatile boolean ready;
  private volatile String lastError = "";

  RegistryReplica(
      DeviceRegistry registry, String name, RegistrySynchronizer keeper, Duration retry) {
    this.registry = registry;
    this.name = name;
    this.keeper = keeper;
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

  /** Whether it is yet to be loaded, and nothing has gone wrong with that. */
  boolean loading() {
    return !ready && lastError.isEmpty();
  }

  /** What is counted of it, each under a name that ends with its own. */
  Map<String, Long> counters() {
    return Map.of(
        "registry_backlog_" + name, (long) owed.size(),
        "registry_saves_" + name, saves.sum(),
        "registry_failures_" + name, failures.sum(),
        "registry_save_ms_" + name, TimeUnit.NANOSECONDS.toMillis(saveNanos.sum()));
  }

  /** Begins to load. */
  void start() {
    later(Duration.ZERO, this::load);
  }

  /** Has what changed saved soon. */
  void wake() {
    if (pending.compareAndSet(false, true)) {
      later(BATCH, this::flush);
    }
  }

  /** Has devices told at the next {@link #wake}; those that are not there are forgotten. */
  void markDirty(Collection<DeviceId> ids) {
    owed.addAll(ids);
  }

  /** Has notes told at the next {@link #wake}. */
  void markDirty(Map<String, String> notes) {
    owedNotes.putAll(notes);
  }

  /** Has what people said elsewhere taken in. */
  void readNotes() {
    later(Duration.ZERO, this::recall);
  }

  private void recall() {
    if (ready) {
      try {
        keeper.recall(registry, LOG::debug);
      } catch (IOException e) {
        LOG.debug("The registry {} has no notes now", name, e);
      }
    }
  }

  private void load() {
    try {
      keeper.load(this, registry);
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
    keeper.distribute();
    save();
  }

  private void save() {
    if (!ready) {
      return;
    }
    Set<DeviceId> ids = Set.copyOf(owed);
    Map<String, String> said = Map.copyOf(owedNotes);
    owed.removeAll(ids);
    said.forEach(owedNotes::remove);
    long start = System.nanoTime();
    try {
      save(ids, said);
      if (!ids.isEmpty() || !said.isEmpty()) {
        saves.increment();
        saveNanos.add(System.nanoTime() - start);
        clearError();
      }
    } catch (IOException | RuntimeException e) {
      owed.addAll(ids);
      said.forEach(owedNotes::putIfAbsent);
      failed("save", e);
      if (pending.compareAndSet(false, true)) {
        later(retry, this::flush);
      }
    }
  }

  private void save(Set<DeviceId> ids, Map<String, String> said) throws IOException {
    List<Device> present = new ArrayList<>();
    List<DeviceId> gone = new ArrayList<>();
    for (DeviceId id : ids) {
      Device device = keeper.find(id);
      if (device == null) {
        gone.add(id);
      } else {
        present.add(device);
      }
    }
    if (!said.isEmpty()) {
      registry.saveNotes(said);
    }
    if (!present.isEmpty()) {
      registry.save(present);
    }
    if (!gone.isEmpty()) {
      registry.forget(gone);
    }
  }

  private void clearError() {
    if (!lastError.isEmpty()) {
      lastError = "";
      LOG.info("The registry {} works again", name);
    }
  }

  private void failed(String what, Exception cause) {
    failures.increment();
    String message = name + " cannot " + what + " devices: " + cause.getMessage();
    if (!message.equals(lastError)) {
      LOG.warn("The registry {}; trying again", message);
    }
    lastError = message;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // tasks report for themselves
  private void later(Duration delay, Runnable task) {
    try {
      thread.schedule(() -> guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The registry {} is used no more", name, e);
    }
  }

  private static void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Keeping a registry in step failed", e);
    }
  }

  /** Saves what is left, and ends. */
  @Override
  public void close() {
    try {
      thread.submit(() -> guard(this::save)).get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("The registry {} was not told in time", name, e);
    }
    thread.shutdownNow();
  }
}
