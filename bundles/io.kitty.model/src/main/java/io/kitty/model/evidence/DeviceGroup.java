// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Device;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
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

  /** When the latest of its live evidence began, ns since 1970. */
  final long latest;

  /** Whether its device had to get another id than the one that follows from its evidence. */
  public boolean renamed;

  /** The merged device; null before the first merge. */
  private @Nullable TrackedDevice tracked;

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
            .mapToLong(entry -> Timestamp.epochNanos(entry.evidence().since()))
            .max()
            .orElse(Long.MIN_VALUE);
  }

  /** Sets the device merged from it. */
  public void tracked(TrackedDevice merged) {
    tracked = merged;
  }

  public TrackedDevice tracked() {
    return Objects.requireNonNull(tracked);
  }

  /**
   * Returns the device as it was last merged from the same pieces of evidence under the id that
   * follows from them; null if there is none.
   */
  public @Nullable Device mergedBefore() {
    Device before = tracked == null || renamed ? null : tracked.device();
    return before != null && before.evidence().size() == members.size() ? before : null;
  }

  public Device device() {
    return tracked().device();
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
