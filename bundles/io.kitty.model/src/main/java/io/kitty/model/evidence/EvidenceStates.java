// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the successive states of a piece of evidence. */
public final class EvidenceStates {

  private EvidenceStates() {}

  public static Evidence first(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    return new Evidence(
        source, sighting, mac, now.wall(), now.wall(), now.wall(), expiry(sighting, now), true);
  }

  /**
   * Returns it seen once more; evidence that had ended, or has another MAC address, starts anew.
   */
  public static Evidence seenAgain(
      Evidence before, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    boolean continues =
        before.live() && (mac == null || before.mac() == null || mac.equals(before.mac()));
    Instant since = continues ? before.since() : now.wall();
    return new Evidence(
        before.source(),
        sighting,
        mac,
        before.firstSeen(),
        since,
        now.wall(),
        expiry(sighting, now),
        true);
  }

  /** Returns it seen once more with no other change. */
  static Evidence seenAgain(Evidence before, Instant now) {
    return new Evidence(
        before.source(),
        before.sighting(),
        before.mac(),
        before.firstSeen(),
        before.since(),
        now,
        now.plus(before.sighting().lifetime()),
        before.live());
  }

  static Evidence ended(Evidence before) {
    return new Evidence(
        before.source(),
        before.sighting(),
        before.mac(),
        before.firstSeen(),
        before.since(),
        before.lastSeen(),
        before.expires(),
        false);
  }

  public static Evidence endingAt(Evidence before, Instant expires) {
    return new Evidence(
        before.source(),
        before.sighting(),
        before.mac(),
        before.firstSeen(),
        before.since(),
        before.lastSeen(),
        expires,
        before.live());
  }

  /** Returns it with a corrected MAC address. */
  public static Evidence withMac(Evidence before, Identifier.Mac mac) {
    return new Evidence(
        before.source(),
        before.sighting(),
        mac,
        before.firstSeen(),
        before.since(),
        before.lastSeen(),
        before.expires(),
        before.live());
  }

  private static Instant expiry(Sighting sighting, Timestamp now) {
    return now.wall().plus(sighting.lifetime());
  }
}
