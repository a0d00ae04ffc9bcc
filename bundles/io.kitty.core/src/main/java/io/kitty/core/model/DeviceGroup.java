// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import io.kitty.device.Identifier;
import io.kitty.device.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries that are one machine, and the device they make. */
final class DeviceGroup {

  final List<TrackedEvidence> members;

  /** What identifies it. */
  final Set<Identifier> identifiers;

  /** What contradicts that. */
  final List<Warning> warnings;

  /** Whether another machine states an identifier of its. */
  final boolean ambiguous;

  /** When the latest of its live entries began. */
  final Instant latest;

  /** What the entries make together; null until they were merged. */
  @Nullable Device device;

  DeviceGroup(
      List<TrackedEvidence> members,
      Set<Identifier> identifiers,
      List<Warning> warnings,
      boolean ambiguous) {
    this.members = new ArrayList<>(members);
    this.identifiers = identifiers;
    this.warnings = warnings;
    this.ambiguous = ambiguous;
    this.latest =
        members.stream()
            .filter(TrackedEvidence::live)
            .map(entry -> entry.evidence.since())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
  }

  Device device() {
    return Objects.requireNonNull(device);
  }

  /** An order that does not hang on when its entries came: by interface, then by what was seen. */
  static final Comparator<DeviceGroup> ORDER =
      Comparator.comparing((DeviceGroup group) -> group.first().endpoint().interfaceName())
          .thenComparing(group -> group.first(), TrackedEvidence.BY_KEY);

  private TrackedEvidence first() {
    return Collections.min(members, BY_INTERFACE);
  }

  private static final Comparator<TrackedEvidence> BY_INTERFACE =
      Comparator.comparing((TrackedEvidence entry) -> entry.endpoint().interfaceName())
          .thenComparing(TrackedEvidence.BY_KEY);

  boolean live() {
    for (TrackedEvidence member : members) {
      if (member.live()) {
        return true;
      }
    }
    return false;
  }
}
