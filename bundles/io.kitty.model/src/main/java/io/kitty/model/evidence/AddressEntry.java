// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.time.Instant;

/** The evidence at one address, and when the latest of it began. */
public final class AddressEntry {

  public final EvidenceSet entries = new EvidenceSet();

  /** When the device that was first at this address was first seen. */
  public final Instant known;

  /** When the latest live evidence began, ns since 1970; the smallest number for never. */
  private long latest = Long.MIN_VALUE;

  public AddressEntry(Instant known) {
    this.known = known;
  }

  /** Adds a piece of evidence. */
  public void add(TrackedEvidence entry) {
    entries.add(entry);
    entry.place = this;
    if (entry.live()) {
      latest = Math.max(latest, Timestamp.epochNanos(entry.evidence().since()));
    }
  }

  /** Removes a piece of evidence; returns whether it was there. */
  public boolean remove(TrackedEvidence entry) {
    entry.place = null;
    return entries.remove(entry);
  }

  /** Returns whether other evidence began here after a time. */
  public boolean hasBegunSince(long nanos) {
    return nanos < latest;
  }
}
