// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier;
import java.util.Collections;

/**
 * The rules by which links between entries are believed. Anybody on the network can state anything,
 * and many machines share what should tell them apart (factory host names, cloned cards, default
 * UUIDs), so that one statement joins two machines that are there at the same time only where the
 * MAC addresses behind them do not contradict it.
 */
final class IdentityRules {

  private IdentityRules() {}

  /**
   * Whether what is behind one MAC address, which no other machine is behind, may be one. At one
   * address it may have been renamed.
   */
  static boolean mayShareMac(EvidenceCluster one, EvidenceCluster other) {
    return !one.isRivalOf(other) && (!one.looksUnlike(other) || one.meetsAny(other.addresses));
  }

  /**
   * Whether what states one identifier may be one.
   *
   * <ul>
   *   <li>Never, where they are rivals.
   *   <li>What another host states of a machine counts only where that host is the machine itself.
   *   <li>A machine that left and one that came after it are one: it moved.
   *   <li>Those that are there at the same time are one where one MAC address is behind both, or
   *       none is known behind one of them, and nothing else contradicts; where different ones are,
   *       a second statement has to agree.
   * </ul>
   */
  static boolean mayBeOne(Identifier identifier, EvidenceCluster one, EvidenceCluster other) {
    if (one.isRivalOf(other)) {
      return false;
    }
    if (one.claimed != other.claimed) {
      return speaksForItself(one.claimed ? one : other, one.claimed ? other : one);
    }
    if (one.leftTo(other, identifier) || other.leftTo(one, identifier)) {
      return true;
    }
    if (!Collections.disjoint(one.macs, other.macs)) {
      return true;
    }
    if (one.looksUnlike(other)) {
      return false;
    }
    if (one.observed.isEmpty()
        || other.observed.isEmpty()
        || !Collections.disjoint(one.observed, other.observed)
        || one.meetsAny(other.addresses)) {
      return true;
    }
    if (one.agreements(other) < 2) {
      return false;
    }
    markDoubtful(identifier, one, other);
    return true;
  }

  /** A machine may state further addresses of its own; of others it knows nothing. */
  private static boolean speaksForItself(EvidenceCluster claim, EvidenceCluster machine) {
    return !machine.live
        || claim.entries.stream()
            .map(entry -> entry.sighting().via())
            .anyMatch(via -> via != null && machine.addresses.contains(via));
  }

  /** Where nothing agrees but a serial number and a name, both are easily copied. */
  private static void markDoubtful(
      Identifier identifier, EvidenceCluster one, EvidenceCluster other) {
    boolean hardAgreement =
        one.stated.stream()
                .filter(other.stated::contains)
                .map(Identifier::namespace)
                .distinct()
                .count()
            > 1;
    if (!hardAgreement && one.live && other.live) {
      one.doubtful.add(identifier);
    }
  }
}
