// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.evidence.EvidenceSet;
import io.kitty.model.evidence.TrackedEvidence;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The evidence by its observed MAC address, and whether that is shared. A Wi-Fi repeater, a router
 * that answers for others (proxy ARP), a sleep proxy or a host of containers have several devices
 * behind one MAC address, which shows in several IPv4 addresses of one network being held at the
 * same time. A device that moves holds one after the other.
 */
final class SharedMacs {

  /** With more addresses than this a MAC address is shared without further checks. */
  private static final int MAX_ADDRESSES = 8;

  /** Two periods less than this apart may have overlapped. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** How long a MAC address stays shared, once only one address is left. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /** The evidence with one MAC address. */
  private static final class Holders {
    final Set<TrackedEvidence> entries = new EvidenceSet();
    boolean shared;

    /** Whether they have, or had, more than one address. */
    boolean multipleAddresses;

    void add(TrackedEvidence entry) {
      entries.add(entry);
      if (multipleAddresses) {
        entry.macElsewhere = true;
      } else if (!entries.iterator().next().address().equals(entry.address())) {
        multipleAddresses = true;
        entries.forEach(each -> each.macElsewhere = true);
      }
    }
  }

  /** When a MAC address held an address. */
  private record HoldPeriod(String interfaceName, Instant since, Instant last, Duration lifetime) {

    HoldPeriod and(HoldPeriod other) {
      return new HoldPeriod(
          interfaceName,
          since.isBefore(other.since) ? since : other.since,
          last.isAfter(other.last) ? last : other.last,
          lifetime.compareTo(other.lifetime) < 0 ? lifetime : other.lifetime);
    }

    /**
     * Returns whether it had ended when the other began: after a silence, or a round without a
     * reply.
     */
    boolean precedes(HoldPeriod next) {
      return last.isBefore(next.since)
          && (!last.plus(SILENCE).isAfter(next.since)
              || !last.plus(lifetime.dividedBy(2)).isAfter(next.last));
    }

    boolean overlaps(HoldPeriod other) {
      Duration apart = Duration.between(last, other.last).abs();
      return interfaceName.equals(other.interfaceName)
          && apart.compareTo(MEMORY) < 0
          && !precedes(other)
          && !other.precedes(this);
    }
  }

  private final Map<Mac, Holders> byMac = new HashMap<>();

  /** Holders with evidence that was seen again. */
  private final Set<Holders> seenAgain = new LinkedHashSet<>();

  /** Adds evidence; returns the evidence to be regrouped. */
  Set<TrackedEvidence> add(TrackedEvidence entry) {
    Mac mac = entry.mac();
    if (mac == null) {
      return Set.of();
    }
    Holders holders = byMac.computeIfAbsent(mac, m -> new Holders());
    holders.add(entry);
    return update(holders);
  }

  /** Removes evidence; returns the evidence to be regrouped. */
  Set<TrackedEvidence> remove(TrackedEvidence entry) {
    Mac mac = entry.mac();
    Holders holders = mac == null ? null : byMac.get(mac);
    if (holders == null || !holders.entries.remove(entry)) {
      return Set.of();
    }
    entry.macElsewhere = false;
    if (holders.entries.isEmpty()) {
      byMac.remove(mac);
      return Set.of();
    }
    return update(holders);
  }

  /**
   * Notes that evidence was seen again, which may show that another device is present at the same
   * time.
   */
  void seenAgain(TrackedEvidence entry) {
    Mac mac = entry.mac();
    Holders holders = mac == null ? null : byMac.get(mac);
    if (holders != null) {
      seenAgain.add(holders);
    }
  }

  /** Checks the evidence that was seen again; returns the evidence to be regrouped. */
  Set<TrackedEvidence> recheck() {
    if (seenAgain.isEmpty()) {
      return Set.of();
    }
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    seenAgain.forEach(holders -> affected.addAll(update(holders)));
    seenAgain.clear();
    return affected;
  }

  private static Set<TrackedEvidence> update(Holders holders) {
    boolean before = holders.shared;
    holders.shared = holders.multipleAddresses && isShared(holders.entries);
    return before == holders.shared ? Set.of() : holders.entries;
  }

  private static boolean isShared(Collection<TrackedEvidence> entries) {
    Map<InetAddress, HoldPeriod> periods = new HashMap<>();
    for (TrackedEvidence entry : entries) {
      if (entry.address() instanceof Inet4Address && !entry.address().isLinkLocalAddress()) {
        HoldPeriod period =
            new HoldPeriod(
                entry.endpoint().interfaceName(),
                entry.evidence().since(),
                entry.evidence().lastSeen(),
                entry.sighting().lifetime());
        periods.merge(entry.address(), period, HoldPeriod::and);
        if (periods.size() > MAX_ADDRESSES) {
          return true;
        }
      }
    }
    List<HoldPeriod> all = List.copyOf(periods.values());
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(i).overlaps(all.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether more than one device has a MAC address. */
  boolean isShared(Mac mac) {
    @Nullable Holders holders = byMac.get(mac);
    return holders != null && holders.shared;
  }

  /** Returns the evidence with a MAC address, if that is not shared. */
  Set<TrackedEvidence> behind(Mac mac) {
    @Nullable Holders holders = byMac.get(mac);
    return holders == null || holders.shared ? Set.of() : holders.entries;
  }

  boolean isEmpty() {
    return byMac.isEmpty() && seenAgain.isEmpty();
  }
}
