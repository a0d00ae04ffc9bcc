// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.FileFailures;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.message.DevicePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slug of each device, which is a part of its topics and of the ids of its entities. It is
 * minted once, from the id that the device has then, and kept in a file over restarts; a device
 * that gets a better id keeps it. Not thread-safe.
 *
 * <p>Each line contains the slug, the id, and what the device has ever told, separated by tabs.
 */
final class SlugFile {

  /**
   * A device that is or was published.
   *
   * @param parts what it has ever told: an entity never leaves while its device is known
   */
  record PublishedDevice(String slug, Set<DevicePart> parts) {}

  private static final Logger LOG = LoggerFactory.getLogger(SlugFile.class);
  private static final int MAX_LENGTH = 64;

  private final Path file;
  private final Map<DeviceId, PublishedDevice> devices = new HashMap<>();
  private boolean changed;

  /** Reads the file; none is as good as an empty one. */
  SlugFile(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        Files.readAllLines(file).forEach(this::parse);
      } catch (IOException e) {
        LOG.warn("{} cannot be read: {}", file, FileFailures.sentence(file, e));
      }
    }
  }

  private void parse(String line) {
    String[] columns = line.split("\t", -1);
    Optional<DeviceId> id = columns.length == 3 ? DeviceId.parse(columns[1]) : Optional.empty();
    if (id.isPresent() && columns[0].matches("[A-Za-z0-9_-]{1," + MAX_LENGTH + "}")) {
      Set<DevicePart> parts = EnumSet.noneOf(DevicePart.class);
      for (DevicePart part : DevicePart.values()) {
        if (List.of(columns[2].split(",")).contains(part.member())) {
          parts.add(part);
        }
      }
      devices.put(id.get(), new PublishedDevice(columns[0], parts));
    }
  }

  /**
   * Returns a device's slug and what it has ever told; mints a slug if it has none.
   *
   * @param isDevice whether there is a device with exactly this id
   */
  PublishedDevice of(Device device, Predicate<DeviceId> isDevice) {
    PublishedDevice known = devices.get(device.id());
    if (known == null) {
      known = inherit(device, isDevice);
    }
    Set<DevicePart> told = DevicePart.of(device);
    if (known == null || !known.parts().containsAll(told)) {
      told.addAll(known == null ? Set.of() : known.parts());
      known = new PublishedDevice(known == null ? mint(device.id()) : known.slug(), told);
      devices.put(device.id(), known);
      changed = true;
    }
    return known;
  }

  /** Moves the slug of a former id of a device to its present one. */
  private @Nullable PublishedDevice inherit(Device device, Predicate<DeviceId> isDevice) {
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

  private String mint(DeviceId id) {
    String plain = id.value().replaceAll("[^A-Za-z0-9_-]", "_");
    String hash = "_" + Integer.toHexString(id.hashCode());
    int length = Math.min(plain.length(), MAX_LENGTH - hash.length());
    String slug = plain.length() > MAX_LENGTH ? plain.substring(0, length) + hash : plain;
    boolean taken = devices.values().stream().anyMatch(device -> device.slug().equals(slug));
    return taken ? plain.substring(0, length) + hash : slug;
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

  /** Writes the file, if anything has changed. */
  void save() {
    if (!changed) {
      return;
    }
    changed = false;
    List<String> lines = new ArrayList<>();
    devices.forEach(
        (id, device) -> {
          Stream<String> parts = device.parts().stream().map(DevicePart::member);
          lines.add(String.join("\t", device.slug(), id.value(), String.join(",", parts.toList())));
        });
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.write(written, lines);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written: {}; after a restart devices may have other topics",
          file,
          FileFailures.sentence(file, e));
    }
  }
}
