// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The evidence at one address, and when the latest of it began. */
public final class AddressEntry extends EvidenceSet {

  /** When the device that was first at this address was first seen. */
  public final Instant known;

  /** When the latest live evidence began, ns since 1970; the smallest number for never. */
  private long latest = Long.MIN_VALUE;

  public AddressEntry(Instant known) {
    this.known = known;
  }

  @Override
  public boolean add(TrackedEvidence entry) {
    entry.place = this;
    if (entry.live()) {
      latest = Math.max(latest, Timestamp.epochNanos(entry.evidence().since()));
    }
    return super.add(entry);
  }

  @Override
  public boolean remove(@Nullable Object entry) {
    boolean removed = super.remove(entry);
    if (removed && entry instanceof TrackedEvidence tracked) {
      tracked.place = null;
    }
    return removed;
  }

  /** Returns whether other evidence began here after a time. */
  public boolean hasBegunSince(long nanos) {
    return nanos < latest;
  }
}
