// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The devices, written by the pipeline's thread and read by all. It also tracks which ids are not
 * saved in a registry yet.
 */
public final class DeviceTable {

  /** Of several devices with an alias, the present one has it, then the one seen last. */
  private static final Comparator<Device> BY_CLAIM =
      Comparator.comparing((Device device) -> !device.present())
          .thenComparing(Device::lastSeen, Comparator.reverseOrder())
          .thenComparing(Device::id);

  private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
  private final Map<DeviceId, Set<DeviceId>> aliases = new ConcurrentHashMap<>();
  private final Map<DeviceId, Instant> changed = new ConcurrentHashMap<>();
  private final Set<DeviceId> unsaved = ConcurrentHashMap.newKeySet();
  private final Set<DeviceId> read = ConcurrentHashMap.newKeySet();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong sightings = new AtomicLong();

  /** Returns all devices, as a live view. */
  public Collection<Device> devices() {
    return Collections.unmodifiableCollection(devices.values());
  }

  /** Returns the device with this id, or else the one with the best claim to this alias. */
  public Optional<Device> find(DeviceId id) {
    Device device = devices.get(id);
    return device != null
        ? Optional.of(device)
        : aliases.getOrDefault(id, Set.of()).stream()
            .map(devices::get)
            .filter(Objects::nonNull)
            .min(BY_CLAIM);
  }

  /** Returns the device with exactly this id, if there is one. */
  public @Nullable Device get(DeviceId id) {
    return devices.get(id);
  }

  public int size() {
    return devices.size();
  }

  public boolean isEmpty() {
    return devices.isEmpty() && aliases.isEmpty();
  }

  /** Adds or replaces a device. */
  public void put(Device device) {
    Device before = devices.put(device.id(), device);
    if (before != null) {
      before.aliases().stream()
          .filter(alias -> !device.aliases().contains(alias))
          .forEach(alias -> unlink(alias, device.id()));
    }
    device.aliases().forEach(alias -> link(alias, device.id()));
    unsaved.add(device.id());
    changes.incrementAndGet();
  }

  /** Records that a device changed in more than times and readings. */
  public void changed(DeviceId id, Instant at) {
    changed.put(id, at);
  }

  /** Returns when the device with exactly this id last changed. */
  public Optional<Instant> changed(DeviceId id) {
    return Optional.ofNullable(changed.get(id));
  }

  /** Returns counters that increase with each change, once readers can see it. */
  public Revision revision() {
    return new Revision(changes.get(), sightings.get());
  }

  private void link(DeviceId alias, DeviceId id) {
    aliases.merge(
        alias,
        Set.of(id),
        (holders, one) -> {
          if (holders.contains(id)) {
            return holders;
          }
          Set<DeviceId> more = new HashSet<>(holders);
          more.add(id);
          return Set.copyOf(more);
        });
  }

  private void unlink(DeviceId alias, DeviceId id) {
    aliases.computeIfPresent(
        alias,
        (a, holders) -> {
          Set<DeviceId> fewer = new HashSet<>(holders);
          fewer.remove(id);
          return fewer.isEmpty() ? null : Set.copyOf(fewer);
        });
  }

  /**
   * Replaces a device of which only times and readings changed.
   *
   * @param readings whether what it is doing may have changed
   */
  public void touch(Device device, boolean readings) {
    devices.put(device.id(), device);
    if (readings) {
      read.add(device.id());
    }
    sightings.incrementAndGet();
  }

  public void remove(Device device) {
    devices.remove(device.id());
    changed.remove(device.id());
    read.remove(device.id());
    device.aliases().forEach(alias -> unlink(alias, device.id()));
    unsaved.add(device.id());
    changes.incrementAndGet();
  }

  /**
   * Returns the ids of devices that were added, changed or removed since the last call; those that
   * no longer exist were removed.
   */
  public Set<DeviceId> takeUnsaved() {
    Set<DeviceId> taken = new HashSet<>(unsaved);
    unsaved.removeAll(taken);
    return taken;
  }

  /** Returns the devices whose readings changed without an event since the last call. */
  public Stream<Device> takeRead() {
    Set<DeviceId> taken = new HashSet<>(read);
    read.removeAll(taken);
    return taken.stream().map(devices::get).filter(Objects::nonNull);
  }

  /** Returns whether {@link #takeUnsaved} would return any. */
  public boolean hasUnsaved() {
    return !unsaved.isEmpty();
  }

  /** Marks ids as unsaved again. */
  public void requeue(Collection<DeviceId> ids) {
    unsaved.addAll(ids);
  }
}
