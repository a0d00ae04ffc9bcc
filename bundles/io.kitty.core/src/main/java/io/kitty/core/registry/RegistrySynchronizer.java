// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.model.DeviceTable;
import io.kitty.core.model.UserEdit;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
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
 * Keeps all registries in step with the working set, so that any of them can take over from any
 * other. When a device was merely seen again, that is saved once a minute: many a hub lives on an
 * SD card.
 */
public final class RegistrySynchronizer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistrySynchronizer.class);
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final DeviceTable catalogue;
  private final Consumer<Collection<Device>> restore;
  private final PendingUserEdits notes;
  private final Function<Collection<UserEdit>, Collection<UserEdit>> recall;
  private final LongSupplier nanos;
  private final Duration retry;
  private final List<RegistryReplica> copies = new CopyOnWriteArrayList<>();

  /** The registries that the hub has learned from: it knows better than they do ever after. */
  private final Set<DeviceRegistry> learned = Collections.newSetFromMap(new WeakHashMap<>());

  private volatile long refreshed;

  /**
   * @param restore takes in what a registry had, and returns when that is done
   * @param notes what people said and is yet to be kept
   * @param recall takes in what a registry had of what people said, and returns all that is known
   */
  public RegistrySynchronizer(
      DeviceTable catalogue,
      Consumer<Collection<Device>> restore,
      PendingUserEdits notes,
      Function<Collection<UserEdit>, Collection<UserEdit>> recall) {
    this(catalogue, restore, notes, recall, System::nanoTime, RETRY);
  }

  /**
   * @param nanos monotonic time
   * @param retry how long after a failure it is tried again
   */
  RegistrySynchronizer(
      DeviceTable catalogue,
      Consumer<Collection<Device>> restore,
      PendingUserEdits notes,
      Function<Collection<UserEdit>, Collection<UserEdit>> recall,
      LongSupplier nanos,
      Duration retry) {
    this.notes = notes;
    this.recall = recall;
    this.nanos = nanos;
    this.retry = retry;
    this.refreshed = nanos.getAsLong();
    this.catalogue = catalogue;
    this.restore = restore;
  }

  /**
   * Uses a registry from now on: takes in what it has, if it comes for the first time, then saves
   * all devices there once.
   *
   * @param name what it is called, for people
   */
  public void use(DeviceRegistry registry, String name) {
    RegistryReplica copy = new RegistryReplica(registry, name, this, retry);
    copies.add(copy);
    copy.start();
  }

  /**
   * Uses this registry no more. What it has yet to be told is told now; the call returns when that
   * is done.
   */
  public void release(DeviceRegistry last) {
    distribute();
    for (RegistryReplica copy : copies) {
      if (copy.isOf(last)) {
        copies.remove(copy);
        copy.close();
      }
    }
  }

  /** Has what changed saved soon. Called whenever something may have changed; it costs nothing. */
  public void wake() {
    if (catalogue.hasUnsaved() || !notes.isEmpty()) {
      copies.forEach(RegistryReplica::wake);
    }
  }

  /**
   * Has devices that were merely seen again saved as well, in their time, and what people said at
   * other hubs taken in.
   */
  public void refresh() {
    if (nanos.getAsLong() - refreshed >= REFRESH.toNanos()) {
      refreshed = nanos.getAsLong();
      Instant since = Instant.now().minus(REFRESH).minus(RegistryReplica.BATCH);
      catalogue.requeue(
          catalogue.devices().stream()
              .filter(device -> device.lastSeen().isAfter(since))
              .map(Device::id)
              .toList());
      wake();
      copies.forEach(RegistryReplica::readNotes);
    }
  }

  /** The names of the registries that are being read for the first time, and do not fail at it. */
  public Set<String> loading() {
    return copies.stream()
        .filter(RegistryReplica::loading)
        .map(RegistryReplica::name)
        .collect(Collectors.toSet());
  }

  /** What went wrong with the registries last; {@code ""} if all is well. */
  public String lastError() {
    return copies.stream()
        .map(RegistryReplica::lastError)
        .filter(error -> !error.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /**
   * What is counted of the registries, each under a name that ends with the registry's: {@code
   * registry_backlog_}, {@code registry_saves_}, {@code registry_failures_} and {@code
   * registry_save_ms_}, the time that all saves took.
   */
  public Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>();
    copies.forEach(copy -> counters.putAll(copy.counters()));
    return counters;
  }

  /** Lets each registry know what it has to be told. */
  synchronized void distribute() {
    if (!copies.isEmpty()) {
      Set<DeviceId> ids = catalogue.takeUnsaved();
      Map<String, String> said = notes.take();
      copies.forEach(
          copy -> {
            copy.markDirty(ids);
            copy.markDirty(said);
          });
    }
  }

  /** Takes in what a registry had, and has it told all. Of devices the hub may know better. */
  void load(RegistryReplica copy, DeviceRegistry registry) throws IOException {
    Collection<UserEdit> said = recall(registry, LOG::warn);
    Collection<Device> kept = registry.load();
    boolean first;
    synchronized (this) {
      first = learned.add(registry);
    }
    if (first) {
      restore.accept(kept);
    }
    LOG.info("The registry {} knew {} devices", copy.name(), kept.size());
    distribute();
    copy.markDirty(PendingUserEdits.write(said));
    copy.markDirty(kept.stream().map(Device::id).toList());
    copy.markDirty(catalogue.devices().stream().map(Device::id).toList());
  }

  /**
   * Takes in what a registry has of what people said, and returns all that is known.
   *
   * @param complaints told of what cannot be read
   */
  Collection<UserEdit> recall(DeviceRegistry registry, Consumer<String> complaints)
      throws IOException {
    return recall.apply(PendingUserEdits.read(registry.loadNotes(), complaints));
  }

  /** The device with this very id; null if there is none. */
  @Nullable Device find(DeviceId id) {
    return catalogue.find(id).filter(device -> device.id().equals(id)).orElse(null);
  }

  /** Saves what is left, and ends. */
  @Override
  public void close() {
    catalogue.requeue(catalogue.devices().stream().map(Device::id).toList());
    distribute();
    List<RegistryReplica> last = List.copyOf(copies);
    copies.clear();
    last.forEach(RegistryReplica::close);
  }
}
