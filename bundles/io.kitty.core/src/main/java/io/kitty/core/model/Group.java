// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import io.kitty.device.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The entries that are one machine, and the device they make. */
final class Group {

  final List<Entry> members = new ArrayList<>(2);

  /** The links that would have united it with a machine that it cannot be. */
  final SortedSet<Identifier> refused = new TreeSet<>();

  /** What the entries make together; null until they were merged. */
  @Nullable Device device;

  Device device() {
    return Objects.requireNonNull(device);
  }

  /** The first by name of the interfaces that it was met on. */
  String place() {
    return members.stream()
        .map(member -> member.endpoint().interfaceName())
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  boolean live() {
    for (Entry member : members) {
      if (member.live()) {
        return true;
      }
    }
    return false;
  }
}
