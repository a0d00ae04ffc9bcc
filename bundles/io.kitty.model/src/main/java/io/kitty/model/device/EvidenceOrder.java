// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Evidence;
import io.kitty.identifier.Identifier.Mac;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of a device's evidence, and of its addresses. Both depend on properties that do not
 * change from sighting to sighting, so that a device does not alternate between two protocols or
 * addresses.
 */
final class EvidenceOrder {

  private static final Comparator<InetAddress> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress());

  /** When the device was seen at an address. */
  private record AddressPeriod(Instant since, Instant last, @Nullable Mac mac) {

    static AddressPeriod of(Evidence evidence) {
      return new AddressPeriod(evidence.since(), evidence.lastSeen(), evidence.mac());
    }

    AddressPeriod and(AddressPeriod other) {
      return new AddressPeriod(
          since.isBefore(other.since) ? since : other.since,
          last.isAfter(other.last) ? last : other.last,
          mac == null ? other.mac : mac);
    }

    /**
     * Returns whether the device moved on from here to there, unless the MAC addresses contradict
     * it.
     */
    boolean movedTo(AddressPeriod next) {
      return last.isBefore(next.since) && (mac == null || next.mac == null || mac.equals(next.mac));
    }
  }

  private EvidenceOrder() {}

  /**
   * Returns the evidence in order of precedence: live evidence; the device's own protocol; then a
   * fixed order of protocols, which is the same at a hub that received it from another one. Within
   * one protocol, the key that is known for the shortest time comes first, as a renamed device is
   * known by its old name for a while; within one key, evidence that has not moved on, then the
   * address that is known longest, as the other one may belong to a stranger.
   */
  static List<Evidence> ofEvidence(Collection<Evidence> all) {
    if (all.size() == 1) {
      return List.copyOf(all);
    }
    Map<String, Instant> known = new HashMap<>();
    Map<String, List<Evidence>> byKey = new HashMap<>();
    for (Evidence each : all) {
      String key = key(each);
      known.merge(key, each.firstSeen(), (a, b) -> a.isBefore(b) ? a : b);
      byKey.computeIfAbsent(key, k -> new ArrayList<>(1)).add(each);
    }
    return all.stream()
        .sorted(
            Comparator.comparing((Evidence e) -> !e.live())
                .thenComparing(e -> e.source().authority(), Comparator.reverseOrder())
                .thenComparing(e -> e.source().namespace())
                .thenComparing(e -> e.source().relayed())
                .thenComparing(e -> e.source().id())
                .thenComparing(e -> known.get(key(e)), Comparator.reverseOrder())
                .thenComparing(e -> e.sighting().key())
                .thenComparing(e -> hasMoved(e, byKey.getOrDefault(key(e), List.of())))
                .thenComparing(Evidence::firstSeen)
                .thenComparing(e -> e.sighting().endpoint().address(), BY_BYTES))
        .toList();
  }

  private static String key(Evidence evidence) {
    return evidence.source().id() + " " + evidence.sighting().key();
  }

  private static boolean hasMoved(Evidence evidence, List<Evidence> sameKey) {
    AddressPeriod here = AddressPeriod.of(evidence);
    return sameKey.stream()
        .anyMatch(other -> other.live() && here.movedTo(AddressPeriod.of(other)));
  }

  /**
   * Returns the addresses of live evidence in order of preference: IPv4, not link-local, one that
   * the device has not moved on from, then the one that it has had longest. That follows a device
   * to its new address at once, and keeps its address while another device claims its identity.
   */
  static List<InetAddress> ofAddresses(List<Evidence> evidence) {
    Map<InetAddress, AddressPeriod> periods = new LinkedHashMap<>();
    for (Evidence each : evidence) {
      if (each.live()) {
        periods.merge(
            each.sighting().endpoint().address(), AddressPeriod.of(each), AddressPeriod::and);
      }
    }
    if (periods.size() == 1) {
      return List.copyOf(periods.keySet());
    }
    return periods.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<InetAddress, AddressPeriod> e) ->
                        !(e.getKey() instanceof Inet4Address))
                .thenComparing(e -> e.getKey().isLinkLocalAddress())
                .thenComparing(
                    e -> periods.values().stream().anyMatch(next -> e.getValue().movedTo(next)))
                .thenComparing(e -> e.getValue().since())
                .thenComparing(Map.Entry::getKey, BY_BYTES))
        .map(Map.Entry::getKey)
        .toList();
  }
}
