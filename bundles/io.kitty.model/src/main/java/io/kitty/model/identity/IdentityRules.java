// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.identifier.Identifier;
import java.util.Collections;

/**
 * The rules by which links between evidence are accepted. Anything on the network can be forged,
 * and many devices share values that should tell them apart (factory host names, cloned cards,
 * default UUIDs). So a single statement merges two devices that are present at the same time only
 * if their MAC addresses do not contradict it.
 */
final class IdentityRules {

  private IdentityRules() {}

  /**
   * Returns whether clusters with one MAC address, which is not shared, may be one device. At one
   * address it may have been renamed.
   */
  static boolean mayShareMac(EvidenceCluster one, EvidenceCluster other) {
    return !one.contradicts(other)
        && (!one.differsFrom(other) || one.hasAnyAddress(other.addresses));
  }

  /**
   * Returns whether clusters that state one identifier may be one device.
   *
   * <ul>
   *   <li>Never, if they contradict each other.
   *   <li>What another host states of a device counts only if that host is the device itself.
   *   <li>A device that departed and one that appeared after it are one: it moved.
   *   <li>Clusters that are present at the same time are one if they have a MAC address in common,
   *       or none is known for one of them, and nothing else contradicts; if they have different
   *       ones, a second statement has to agree.
   * </ul>
   */
  static boolean mayBeOne(Identifier identifier, EvidenceCluster one, EvidenceCluster other) {
    if (one.contradicts(other)) {
      return false;
    }
    if (one.claimed != other.claimed) {
      return isOwnClaim(one.claimed ? one : other, one.claimed ? other : one);
    }
    if (one.movedTo(other, identifier) || other.movedTo(one, identifier)) {
      return true;
    }
    if (!Collections.disjoint(one.macs, other.macs)) {
      return true;
    }
    if (one.differsFrom(other)) {
      return false;
    }
    if (one.observed.isEmpty()
        || other.observed.isEmpty()
        || !Collections.disjoint(one.observed, other.observed)
        || one.hasAnyAddress(other.addresses)) {
      return true;
    }
    if (one.agreements(other) < 2) {
      return false;
    }
    markDoubtful(identifier, one, other);
    return true;
  }

  /**
   * Returns whether the host that made a claim is the device itself: it may state further addresses
   * of its own, but not those of others.
   */
  private static boolean isOwnClaim(EvidenceCluster claim, EvidenceCluster device) {
    return !device.live
        || claim.entries.stream()
            .map(entry -> entry.sighting().via())
            .anyMatch(via -> via != null && device.addresses.contains(via));
  }

  /**
   * Marks the identifier as doubtful if only a serial number and a name agree, as both are easily
   * copied.
   */
  private static void markDoubtful(
      Identifier identifier, EvidenceCluster one, EvidenceCluster other) {
    boolean secondIdentifier =
        one.stated.stream()
                .filter(other.stated::contains)
                .map(Identifier::namespace)
                .distinct()
                .count()
            > 1;
    if (!secondIdentifier && one.live && other.live) {
      one.doubtful.add(identifier);
    }
  }
}
