// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices as others see them: written by the model's one thread, read by all. It also remembers
 * which ids a registry has yet to hear of.
 */
public final class Catalogue {

  private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
  private final Map<DeviceId, DeviceId> aliases = new ConcurrentHashMap<>();
  private final Set<DeviceId> unsaved = ConcurrentHashMap.newKeySet();

  /** All devices; a view that changes as they do. */
  public Collection<Device> devices() {
    return Collections.unmodifiableCollection(devices.values());
  }

  /** The device with this id, or to which this alias leads. */
  public Optional<Device> find(DeviceId id) {
    Device device = devices.get(id);
    DeviceId target = device == null ? aliases.get(id) : null;
    return Optional.ofNullable(target == null ? device : devices.get(target));
  }

  /** The device with this very id, if there is one. */
  @Nullable Device get(DeviceId id) {
    return devices.get(id);
  }

  int size() {
    return devices.size();
  }

  /** Takes in what is new about a device. */
  void put(Device device) {
    Device before = devices.put(device.id(), device);
    if (before != null) {
      for (DeviceId alias : before.aliases()) {
        if (!device.aliases().contains(alias)) {
          aliases.remove(alias, device.id());
        }
      }
    }
    for (DeviceId alias : device.aliases()) {
      aliases.compute(alias, (a, holder) -> claims(device, holder) ? device.id() : holder);
    }
    unsaved.add(device.id());
  }

  /** An address belongs to the machine that is there now. */
  private boolean claims(Device device, @Nullable DeviceId holder) {
    Device other = holder == null ? null : devices.get(holder);
    return other == null || device.present() || !other.present();
  }

  /** Takes in when a device was seen last, and nothing else. */
  void touch(Device device) {
    devices.put(device.id(), device);
  }

  void remove(Device device) {
    devices.remove(device.id());
    device.aliases().forEach(alias -> aliases.remove(alias, device.id()));
    unsaved.add(device.id());
  }

  /**
   * The ids of devices that were added, changed or removed since the last call; those that are no
   * longer there were removed.
   */
  public Set<DeviceId> takeUnsaved() {
    Set<DeviceId> taken = new HashSet<>(unsaved);
    unsaved.removeAll(taken);
    return taken;
  }

  /** Whether {@link #takeUnsaved} would return any. */
  public boolean hasUnsaved() {
    return !unsaved.isEmpty();
  }

  /** Has ids handed out again by {@link #takeUnsaved}. */
  public void putBack(Collection<DeviceId> ids) {
    unsaved.addAll(ids);
  }
}
