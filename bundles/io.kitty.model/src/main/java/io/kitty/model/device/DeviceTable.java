// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.Revision;
import io.kitty.model.evidence.TrackedDevice;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
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

  private final Map<DeviceId, TrackedDevice> devices = new ConcurrentHashMap<>();
  private final Map<DeviceId, Set<DeviceId>> aliases = new ConcurrentHashMap<>();
  private final Set<DeviceId> unsaved = ConcurrentHashMap.newKeySet();
  private final Set<DeviceId> read = ConcurrentHashMap.newKeySet();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong sightings = new AtomicLong();

  /** Returns all devices, as a live view. */
  public Collection<Device> devices() {
    return new CurrentDevices();
  }

  /** Returns the device with this id, or else the one with the best claim to this alias. */
  public Optional<Device> find(DeviceId id) {
    Device device = get(id);
    return device != null
        ? Optional.of(device)
        : aliases.getOrDefault(id, Set.of()).stream()
            .map(this::get)
            .filter(Objects::nonNull)
            .min(BY_CLAIM);
  }

  /** Returns the device with exactly this id, if there is one. */
  public @Nullable Device get(DeviceId id) {
    TrackedDevice tracked = devices.get(id);
    return tracked == null ? null : tracked.device();
  }

  public int size() {
    return devices.size();
  }

  public boolean isEmpty() {
    return devices.isEmpty() && aliases.isEmpty();
  }

  /**
   * Adds or replaces a device.
   *
   * @param changed when it changed in more than times and readings; null if it did not now
   */
  public void put(TrackedDevice tracked, @Nullable Instant changed) {
    Device device = tracked.device();
    TrackedDevice last = devices.get(device.id());
    tracked.changed = changed != null || last == null ? changed : last.changed;
    devices.put(device.id(), tracked);
    if (last == null) {
      device.aliases().forEach(alias -> link(alias, device.id()));
    } else if (!last.device().aliases().equals(device.aliases())) {
      last.device().aliases().stream()
          .filter(alias -> !device.aliases().contains(alias))
          .forEach(alias -> unlink(alias, device.id()));
      device.aliases().forEach(alias -> link(alias, device.id()));
    }
    unsaved.add(device.id());
    changes.incrementAndGet();
  }

  /** Returns when the device with exactly this id last changed. */
  public Optional<Instant> changed(DeviceId id) {
    return Optional.ofNullable(devices.get(id)).map(device -> device.changed);
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

  /** Counts a sighting that changed times only, which readers find in the device. */
  public void seenAgain() {
    sightings.setRelease(sightings.getPlain() + 1); // one thread writes it
  }

  /**
   * Counts sightings that changed times and readings only.
   *
   * @param readings whether what the device is doing may have changed
   */
  public void touch(DeviceId id, boolean readings) {
    if (readings) {
      read.add(id);
    }
    seenAgain();
  }

  public void remove(Device device) {
    devices.remove(device.id());
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
    return taken.stream().map(this::get).filter(Objects::nonNull);
  }

  /** Returns whether {@link #takeUnsaved} would return any. */
  public boolean hasUnsaved() {
    return !unsaved.isEmpty();
  }

  /** Marks ids as unsaved again. */
  public void requeue(Collection<DeviceId> ids) {
    unsaved.addAll(ids);
  }

  /** All devices, each as it is when it is read. */
  private final class CurrentDevices extends AbstractCollection<Device> {
    @Override
    public Iterator<Device> iterator() {
      Iterator<TrackedDevice> each = devices.values().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public Device next() {
          return each.next().device();
        }
      };
    }

    /** The number of devices may change while it is read. */
    @Override
    public Spliterator<Device> spliterator() {
      return Spliterators.spliteratorUnknownSize(
          iterator(), Spliterator.CONCURRENT | Spliterator.NONNULL);
    }

    @Override
    public int size() {
      return devices.size();
    }
  }
}
