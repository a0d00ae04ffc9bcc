// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.message.DevicePart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The slug of each device. It is minted once, from the id that the device has then, and kept over
 * restarts; a device that gets a better id keeps it. Hubs at the same broker have the same slug for
 * a device, that of the first by name. Not thread-safe.
 */
final class DeviceSlugs {

  private final SlugFile file;
  private final Claims claims;
  private final Predicate<DeviceId> isDevice;
  private final Map<DeviceId, PublishedDevice> devices;
  private boolean changed;

  /**
   * @param isDevice whether there is a device with exactly this id
   */
  DeviceSlugs(Path file, Claims claims, Predicate<DeviceId> isDevice) {
    this.file = new SlugFile(file);
    this.claims = claims;
    this.isDevice = isDevice;
    this.devices = this.file.read();
  }

  /** Returns a device's slug and what it has ever told; mints a slug if it has none. */
  PublishedDevice of(Device device) {
    PublishedDevice known = devices.get(device.id());
    if (known == null) {
      known = inherit(device);
    }
    Set<DevicePart> told = DevicePart.of(device);
    if (known == null || !known.parts().containsAll(told)) {
      told.addAll(known == null ? Set.of() : known.parts());
      known = new PublishedDevice(known == null ? first(device) : known.slug(), told);
      devices.put(device.id(), known);
      changed = true;
    }
    return known;
  }

  /**
   * Takes the slug of a hub that comes before this one by name, if that has another one for the
   * device.
   *
   * @return the former slug of the device; empty if it keeps it
   */
  Optional<String> adopt(Device device) {
    PublishedDevice known = of(device);
    Optional<String> other = claims.slug(device, known.slug()).filter(slug -> !isUsed(slug));
    other.ifPresent(
        slug -> {
          devices.put(device.id(), new PublishedDevice(slug, known.parts()));
          changed = true;
        });
    return other.map(slug -> known.slug());
  }

  /** Moves the slug of a former id of a device to its present one. */
  private @Nullable PublishedDevice inherit(Device device) {
    for (DeviceId alias : device.aliases().stream().sorted().toList()) {
      if (devices.containsKey(alias) && !isDevice.test(alias)) {
        PublishedDevice former = devices.remove(alias);
        devices.put(device.id(), former);
        changed = true;
        return former;
      }
    }
    return null;
  }

  private String first(Device device) {
    return claims.slug(device, "").filter(slug -> !isUsed(slug)).orElseGet(() -> mint(device));
  }

  private boolean isUsed(String slug) {
    return devices.values().stream().anyMatch(each -> each.slug().equals(slug));
  }

  private String mint(Device device) {
    DeviceId id = device.id();
    String plain = id.value().replaceAll("[^A-Za-z0-9_-]", "_");
    String hash = "_" + Integer.toHexString(id.hashCode());
    int length = Math.min(plain.length(), SlugFile.MAX_LENGTH - hash.length());
    String longest = plain.substring(0, length) + hash;
    return plain.length() > SlugFile.MAX_LENGTH || isUsed(plain) || claims.isTaken(plain, device)
        ? longest
        : plain;
  }

  /** Returns the slug of the device with exactly this id; empty if it is unknown. */
  Optional<String> find(DeviceId id) {
    return Optional.ofNullable(devices.get(id)).map(PublishedDevice::slug);
  }

  /** Drops a device, and returns its slug; empty if it is unknown. */
  Optional<String> drop(DeviceId id) {
    PublishedDevice dropped = devices.remove(id);
    changed |= dropped != null;
    return Optional.ofNullable(dropped).map(PublishedDevice::slug);
  }

  /** Returns the ids of all devices. */
  List<DeviceId> ids() {
    return List.copyOf(devices.keySet());
  }

  /** Keeps what has changed. */
  void save() {
    if (changed) {
      changed = false;
      file.write(devices);
    }
  }
}
