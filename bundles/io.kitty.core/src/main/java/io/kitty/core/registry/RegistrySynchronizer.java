// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.device.DeviceTable;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates all registries with the changes of the working set, so that any of them can take over
 * from any other. A device that was merely seen again is saved once a minute, as many hubs run on
 * an SD card.
 */
public final class RegistrySynchronizer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistrySynchronizer.class);
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final DeviceTable devices;
  private final Consumer<Collection<Device>> restore;
  private final PendingUserEdits pendingEdits;
  private final Function<Collection<UserEdit>, Collection<UserEdit>> restoreEdits;
  private final LongSupplier nanos;
  private final Duration retry;
  private final List<RegistryReplica> replicas = new CopyOnWriteArrayList<>();

  /** The registries that were restored once; from then on the hub's state takes precedence. */
  private final Set<DeviceRegistry> restored = Collections.newSetFromMap(new WeakHashMap<>());

  /** What each shared registry received; it stays valid when a registry is added again. */
  private final Map<DeviceRegistry, SavedDevices> saved = new WeakHashMap<>();

  private volatile long lastRefresh;

  /**
   * @param restore restores devices, and returns when that is done
   * @param pendingEdits the edits that are not saved yet
   * @param restoreEdits restores edits, and returns all edits that the model has
   */
  public RegistrySynchronizer(
      DeviceTable devices,
      Consumer<Collection<Device>> restore,
      PendingUserEdits pendingEdits,
      Function<Collection<UserEdit>, Collection<UserEdit>> restoreEdits) {
    this(devices, restore, pendingEdits, restoreEdits, System::nanoTime, RETRY);
  }

  /**
   * @param nanos the monotonic clock
   * @param retry the delay after a failure
   */
  RegistrySynchronizer(
      DeviceTable devices,
      Consumer<Collection<Device>> restore,
      PendingUserEdits pendingEdits,
      Function<Collection<UserEdit>, Collection<UserEdit>> restoreEdits,
      LongSupplier nanos,
      Duration retry) {
    this.pendingEdits = pendingEdits;
    this.restoreEdits = restoreEdits;
    this.nanos = nanos;
    this.retry = retry;
    this.lastRefresh = nanos.getAsLong();
    this.devices = devices;
    this.restore = restore;
  }

  /**
   * Adds a registry: restores its devices, if it is new, then saves all devices to it once.
   *
   * @param name its name, for people
   */
  public void use(DeviceRegistry registry, String name) {
    RegistryReplica replica = new RegistryReplica(registry, name, this, saved(registry), retry);
    replicas.add(replica);
    replica.start();
  }

  private synchronized SavedDevices saved(DeviceRegistry registry) {
    return saved.computeIfAbsent(registry, none -> new SavedDevices());
  }

  /** Removes a registry. Saves its remaining changes first, and returns when that is done. */
  public void release(DeviceRegistry last) {
    distribute();
    for (RegistryReplica replica : replicas) {
      if (replica.isOf(last)) {
        replicas.remove(replica);
        replica.close();
      }
    }
  }

  /**
   * Schedules a save of the changes. Called whenever something may have changed; cheap if nothing
   * has.
   */
  public void wake() {
    if (devices.hasUnsaved() || !pendingEdits.isEmpty()) {
      replicas.forEach(RegistryReplica::wake);
    }
  }

  /**
   * Saves devices that were merely seen again, once per period, and restores edits that other hubs
   * made.
   */
  public void refresh() {
    if (nanos.getAsLong() - lastRefresh >= REFRESH.toNanos()) {
      lastRefresh = nanos.getAsLong();
      Instant since = Instant.now().minus(REFRESH).minus(RegistryReplica.BATCH);
      List<DeviceId> seenAgain =
          devices.devices().stream()
              .filter(device -> device.lastSeen().isAfter(since))
              .map(Device::id)
              .toList();
      for (RegistryReplica replica : replicas) {
        if (!seenAgain.isEmpty()) {
          replica.markSeenAgain(seenAgain);
          replica.wake();
        }
        replica.readNotes();
      }
    }
  }

  /** Returns the names of the registries that are not loaded yet, without an error so far. */
  public Set<String> loading() {
    return replicas.stream()
        .filter(RegistryReplica::loading)
        .map(RegistryReplica::name)
        .collect(Collectors.toSet());
  }

  /** Returns the last errors of the registries; {@code ""} if there are none. */
  public String lastError() {
    return replicas.stream()
        .map(RegistryReplica::lastError)
        .filter(error -> !error.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /**
   * Returns the counters of the registries; each name ends with the registry's: {@code
   * registry_backlog_}, {@code registry_saves_}, {@code registry_failures_} and {@code
   * registry_save_ms_}, the time that all saves took.
   */
  public Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    replicas.forEach(replica -> counters.putAll(replica.counters()));
    return counters;
  }

  /** Marks the changes in each replica. */
  synchronized void distribute() {
    if (!replicas.isEmpty()) {
      Set<DeviceId> ids = devices.takeUnsaved();
      Map<String, String> notes = pendingEdits.take();
      replicas.forEach(
          replica -> {
            replica.markDirty(ids);
            replica.markDirty(notes);
            if (!ids.isEmpty() || !notes.isEmpty()) {
              replica.wake(); // another replica may have called this, as it was loaded or released
            }
          });
    }
  }

  /**
   * Restores a registry, and marks all devices and edits to be saved to it. For devices the hub's
   * state takes precedence.
   */
  void load(RegistryReplica replica, DeviceRegistry registry) throws IOException {
    Collection<UserEdit> notes = restoreEdits(registry, LOG::warn);
    Collection<Device> stored = registry.load();
    boolean first;
    synchronized (this) {
      first = restored.add(registry);
    }
    if (first) {
      restore.accept(stored);
    }
    LOG.info("Loaded {} devices from the registry {}", stored.size(), replica.name());
    distribute();
    replica.markDirty(PendingUserEdits.write(notes));
    replica.markDirty(stored.stream().map(Device::id).toList());
    replica.markDirty(devices.devices().stream().map(Device::id).toList());
  }

  /**
   * Restores the edits of a registry, and returns all edits.
   *
   * @param errors receives messages about edits that cannot be read
   */
  Collection<UserEdit> restoreEdits(DeviceRegistry registry, Consumer<String> errors)
      throws IOException {
    return restoreEdits.apply(PendingUserEdits.read(registry.loadNotes(), errors));
  }

  /** Returns the device with exactly this id; null if there is none. */
  @Nullable Device find(DeviceId id) {
    return devices.find(id).filter(device -> device.id().equals(id)).orElse(null);
  }

  /** Saves all remaining changes, and ends. */
  @Override
  public void close() {
    distribute();
    List<DeviceId> all = devices.devices().stream().map(Device::id).toList();
    List<RegistryReplica> last = List.copyOf(replicas);
    replicas.clear();
    last.forEach(replica -> replica.markSeenAgain(all));
    last.forEach(RegistryReplica::close);
  }
}
