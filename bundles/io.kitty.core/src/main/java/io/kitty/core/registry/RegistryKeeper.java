// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.model.Catalogue;
import io.kitty.core.model.Remark;
import io.kitty.core.provider.Threads;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registry in step with the working set: loads when one comes, then saves what changed,
 * in batches, on a thread of its own. When a device was merely seen again, that is saved once a
 * minute: many a hub lives on an SD card.
 */
public final class RegistryKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryKeeper.class);
  private static final Duration BATCH = Duration.ofMillis(250);
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Catalogue catalogue;
  private final Consumer<Collection<Device>> restore;
  private final NoteBook notes;
  private final Consumer<Collection<Remark>> recall;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Threads.named("kitty-registry"));
  private final AtomicBoolean pending = new AtomicBoolean();
  private final Runnable loaded;
  private final Duration retry;

  private @Nullable DeviceRegistry registry;
  private boolean ready;
  private final LongSupplier nanos;
  private long refreshed;
  private volatile String lastError = "";

  /**
   * @param restore takes in what a registry had, and returns when that is done
   * @param notes what people said and is yet to be kept
   * @param recall takes in what a registry had of what people said, adds to {@code notes} all that
   *     is known of that, and returns when that is done
   * @param loaded told each time a registry has been loaded
   */
  public RegistryKeeper(
      Catalogue catalogue,
      Consumer<Collection<Device>> restore,
      NoteBook notes,
      Consumer<Collection<Remark>> recall,
      Runnable loaded) {
    this(catalogue, restore, notes, recall, loaded, System::nanoTime, RETRY);
  }

  /**
   * @param nanos monotonic time
   * @param retry how long after a failure it is tried again
   */
  RegistryKeeper(
      Catalogue catalogue,
      Consumer<Collection<Device>> restore,
      NoteBook notes,
      Consumer<Collection<Remark>> recall,
      Runnable loaded,
      LongSupplier nanos,
      Duration retry) {
    this.notes = notes;
    this.recall = recall;
    this.nanos = nanos;
    this.retry = retry;
    this.refreshed = nanos.getAsLong();
    this.catalogue = catalogue;
    this.restore = restore;
    this.loaded = loaded;
  }

  /** Uses this registry from now on: loads what it has, then saves all devices there once. */
  public void use(DeviceRegistry next) {
    submit(
        () -> {
          registry = next;
          ready = false;
          load(next);
        });
  }

  /**
   * Uses this registry no more. What it has yet to be told is told now; the call returns when that
   * is done.
   */
  public void release(DeviceRegistry last) {
    await(
        () -> {
          if (registry == last) {
            save();
            registry = null;
            ready = false;
          }
        });
  }

  /** Has what changed saved soon. Called whenever something may have changed; it costs nothing. */
  public void wake() {
    if ((catalogue.hasUnsaved() || !notes.isEmpty()) && pending.compareAndSet(false, true)) {
      later(BATCH, this::flush);
    }
  }

  /** Has devices that were merely seen again saved as well, in their time. */
  public void refresh() {
    submit(
        () -> {
          if (nanos.getAsLong() - refreshed >= REFRESH.toNanos()) {
            refreshed = nanos.getAsLong();
            Instant since = Instant.now().minus(REFRESH).minus(BATCH);
            catalogue.putBack(
                catalogue.devices().stream()
                    .filter(device -> device.lastSeen().isAfter(since))
                    .map(Device::id)
                    .toList());
            save();
          }
        });
  }

  /** What went wrong with the registry last; {@code ""} if all is well. */
  public String lastError() {
    return lastError;
  }

  private void load(DeviceRegistry current) {
    if (registry != current || ready) {
      return;
    }
    try {
      recall.accept(NoteBook.read(current.loadNotes()));
      Collection<Device> kept = current.load();
      restore.accept(kept);
      catalogue.putBack(catalogue.devices().stream().map(Device::id).toList());
      ready = true;
      well();
      LOG.info("The registry knew {} devices", kept.size());
      loaded.run();
      save();
    } catch (IOException | RuntimeException e) {
      failed("load", e);
      later(retry, () -> load(current));
    }
  }

  private void flush() {
    pending.set(false);
    save();
  }

  private void save() {
    DeviceRegistry current = registry;
    if (current == null || !ready) {
      return;
    }
    Set<DeviceId> ids = catalogue.takeUnsaved();
    Map<String, String> said = notes.take();
    if (ids.isEmpty() && said.isEmpty()) {
      return;
    }
    List<Device> present = new ArrayList<>();
    List<DeviceId> gone = new ArrayList<>();
    for (DeviceId id : ids) {
      catalogue
          .find(id)
          .filter(device -> device.id().equals(id))
          .ifPresentOrElse(present::add, () -> gone.add(id));
    }
    try {
      if (!said.isEmpty()) {
        current.saveNotes(said);
      }
      if (!present.isEmpty()) {
        current.save(present);
      }
      if (!gone.isEmpty()) {
        current.forget(gone);
      }
      well();
    } catch (IOException | RuntimeException e) {
      catalogue.putBack(ids);
      notes.putBack(said);
      failed("save", e);
      if (pending.compareAndSet(false, true)) {
        later(retry, this::flush);
      }
    }
  }

  private void well() {
    if (!lastError.isEmpty()) {
      lastError = "";
      LOG.info("The registry works again");
    }
  }

  private void failed(String what, Exception cause) {
    String message = "cannot " + what + " devices: " + cause.getMessage();
    if (!message.equals(lastError)) {
      LOG.warn("The registry {}; trying again", message);
    }
    lastError = message;
  }

  private void submit(Runnable task) {
    later(Duration.ZERO, task);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // tasks report for themselves
  private void later(Duration delay, Runnable task) {
    try {
      thread.schedule(() -> guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  private static void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Keeping the registry in step failed", e);
    }
  }

  private void await(Runnable task) {
    try {
      thread.submit(() -> guard(task)).get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("The registry was not told in time", e);
    }
  }

  /** Saves what is left, and ends. */
  @Override
  public void close() {
    await(
        () -> {
          catalogue.putBack(catalogue.devices().stream().map(Device::id).toList());
          save();
        });
    thread.shutdownNow();
  }
}
