// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Device;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pieces of evidence that are one device, and the device merged from them. */
public final class DeviceGroup {

  public final List<TrackedEvidence> members;

  /** The identifiers of the device. */
  public final Set<Identifier> identifiers;

  /** Contradictions about its identity. */
  public final List<Warning> warnings;

  /** Whether another device states one of its identifiers. */
  public final boolean ambiguous;

  /** When the latest of its live evidence began. */
  public final Instant latest;

  /** The merged device; null before the first merge. */
  public @Nullable Device device;

  public DeviceGroup(
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

  public Device device() {
    return Objects.requireNonNull(device);
  }

  /** An order that is independent of arrival: by interface, then by key. */
  public static final Comparator<DeviceGroup> ORDER =
      Comparator.comparing((DeviceGroup group) -> group.first().endpoint().interfaceName())
          .thenComparing(group -> group.first(), TrackedEvidence.BY_KEY);

  private TrackedEvidence first() {
    return Collections.min(members, BY_INTERFACE);
  }

  private static final Comparator<TrackedEvidence> BY_INTERFACE =
      Comparator.comparing((TrackedEvidence entry) -> entry.endpoint().interfaceName())
          .thenComparing(TrackedEvidence.BY_KEY);

  public boolean live() {
    for (TrackedEvidence member : members) {
      if (member.live()) {
        return true;
      }
    }
    return false;
  }
}
