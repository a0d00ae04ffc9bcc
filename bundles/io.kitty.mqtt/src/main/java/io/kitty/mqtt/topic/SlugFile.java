// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.commons.FileFailures;
import io.kitty.commons.file.DurableFile;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.message.DevicePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices that are or were published, in a file that outlives restarts: each line contains the
 * slug, the id, and what the device has ever told, separated by tabs. Not thread-safe.
 */
final class SlugFile {

  /** The length of the longest slug. */
  static final int MAX_LENGTH = 64;

  private static final Logger LOG = LoggerFactory.getLogger(SlugFile.class);

  private final Path file;

  SlugFile(Path file) {
    this.file = file;
  }

  /** Reads the file; none is as good as an empty one. */
  Map<DeviceId, PublishedDevice> read() {
    Map<DeviceId, PublishedDevice> devices = new HashMap<>();
    if (Files.exists(file)) {
      try {
        Files.readAllLines(file).forEach(line -> parse(line, devices));
      } catch (IOException e) {
        LOG.warn("{} cannot be read: {}", file, FileFailures.sentence(file, e));
      }
    }
    return devices;
  }

  private static void parse(String line, Map<DeviceId, PublishedDevice> devices) {
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

  /** Replaces the file: also after a power failure it is either the old or the new one. */
  void write(Map<DeviceId, PublishedDevice> devices) {
    List<String> lines = new ArrayList<>();
    devices.forEach(
        (id, device) -> {
          Stream<String> parts = device.parts().stream().map(DevicePart::member);
          lines.add(String.join("\t", device.slug(), id.value(), String.join(",", parts.toList())));
        });
    try {
      DurableFile.write(file, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written: {}; after a restart devices may have other topics",
          file,
          FileFailures.sentence(file, e));
    }
  }
}
