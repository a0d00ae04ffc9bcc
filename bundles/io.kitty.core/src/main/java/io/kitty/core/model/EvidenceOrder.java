// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Evidence;
import io.kitty.device.Identifier.Mac;
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
 * Which evidence of a device counts first, and which address. Both hang on what does not change
 * from sighting to sighting, so that a device does not waver between two protocols or addresses.
 */
final class EvidenceOrder {

  private static final Comparator<InetAddress> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress());

  /** When the device was met at an address. */
  private record Stay(Instant since, Instant last, @Nullable Mac mac) {

    static Stay of(Evidence evidence) {
      return new Stay(evidence.since(), evidence.lastSeen(), evidence.mac());
    }

    Stay and(Stay other) {
      return new Stay(
          since.isBefore(other.since) ? since : other.since,
          last.isAfter(other.last) ? last : other.last,
          mac == null ? other.mac : mac);
    }

    /** Whether the device moved on from here to there, for all that the MAC addresses show. */
    boolean ledTo(Stay next) {
      return last.isBefore(next.since) && (mac == null || next.mac == null || mac.equals(next.mac));
    }
  }

  private EvidenceOrder() {}

  /**
   * The evidence in the order in which it counts: what is live; the device's own protocol; then a
   * fixed order of protocols, which is the same at a hub that was told of it by another one. Of one
   * protocol, the key that is known least long counts first, as a machine that was renamed is known
   * by its old name for a while; and of one key what has not moved on, then the address that is
   * known longest, as the other one may be a stranger's.
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
    Stay here = Stay.of(evidence);
    return sameKey.stream().anyMatch(other -> other.live() && here.ledTo(Stay.of(other)));
  }

  /**
   * The addresses of live evidence, the one to use first: IPv4, not a link-local one, one that the
   * device has not moved on from, then the one that it has had longest. That follows a machine to
   * its new address at once, and leaves it where it is while another one claims its identity.
   */
  static List<InetAddress> ofAddresses(List<Evidence> evidence) {
    Map<InetAddress, Stay> stays = new LinkedHashMap<>();
    for (Evidence each : evidence) {
      if (each.live()) {
        stays.merge(each.sighting().endpoint().address(), Stay.of(each), Stay::and);
      }
    }
    if (stays.size() == 1) {
      return List.copyOf(stays.keySet());
    }
    return stays.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<InetAddress, Stay> e) -> !(e.getKey() instanceof Inet4Address))
                .thenComparing(e -> e.getKey().isLinkLocalAddress())
                .thenComparing(
                    e -> stays.values().stream().anyMatch(next -> e.getValue().ledTo(next)))
                .thenComparing(e -> e.getValue().since())
                .thenComparing(Map.Entry::getKey, BY_BYTES))
        .map(Map.Entry::getKey)
        .toList();
  }
}
