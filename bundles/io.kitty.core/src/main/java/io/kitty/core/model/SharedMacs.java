// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier.Mac;
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
 * The entries by the MAC address that was observed behind them, and whether that is one machine's.
 * Behind a Wi-Fi repeater, a router that answers for others (proxy ARP), a sleep proxy or a host of
 * containers stand several machines with one MAC address; what shows is that it holds several IPv4
 * addresses of one network at the same time. A machine that moves holds one after the other.
 */
final class SharedMacs {

  /** More addresses than this are not looked at one by one. */
  private static final int MAX_ADDRESSES = 8;

  /** What follows after less silence than this may have been there all the while. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** How long it is remembered that a MAC address was shared, once only one address is left. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /** The entries behind one MAC address. */
  private static final class Holders {
    final Set<TrackedEvidence> entries = new LinkedHashSet<>(2);
    boolean shared;

    /** Whether they have, or had, more than one address. */
    boolean several;

    void add(TrackedEvidence entry) {
      several |= !entries.isEmpty() && !entries.iterator().next().address().equals(entry.address());
      entries.add(entry);
    }
  }

  /** When a MAC address held an address. */
  private record Hold(String interfaceName, Instant since, Instant last, Duration lifetime) {

    Hold and(Hold other) {
      return new Hold(
          interfaceName,
          since.isBefore(other.since) ? since : other.since,
          last.isAfter(other.last) ? last : other.last,
          lifetime.compareTo(other.lifetime) < 0 ? lifetime : other.lifetime);
    }

    /** Whether it had ended when the other began: after a silence, or a round without an answer. */
    boolean precedes(Hold next) {
      return last.isBefore(next.since)
          && (!last.plus(SILENCE).isAfter(next.since)
              || !last.plus(lifetime.dividedBy(2)).isAfter(next.last));
    }

    boolean isAtOnceWith(Hold other) {
      Duration apart = Duration.between(last, other.last).abs();
      return interfaceName.equals(other.interfaceName)
          && apart.compareTo(MEMORY) < 0
          && !precedes(other)
          && !other.precedes(this);
    }
  }

  private final Map<Mac, Holders> byMac = new HashMap<>();

  /** Those of which an entry was seen again. */
  private final Set<Holders> doubtful = new LinkedHashSet<>();

  /** Adds an entry; returns those that may belong together otherwise now. */
  Set<TrackedEvidence> add(TrackedEvidence entry) {
    Mac mac = entry.mac();
    if (mac == null) {
      return Set.of();
    }
    Holders holders = byMac.computeIfAbsent(mac, m -> new Holders());
    holders.add(entry);
    return judge(holders);
  }

  /** Removes an entry; returns those that may belong together otherwise now. */
  Set<TrackedEvidence> remove(TrackedEvidence entry) {
    Mac mac = entry.mac();
    Holders holders = mac == null ? null : byMac.get(mac);
    if (holders == null || !holders.entries.remove(entry)) {
      return Set.of();
    }
    if (holders.entries.isEmpty()) {
      byMac.remove(mac);
      return Set.of();
    }
    return judge(holders);
  }

  /** An entry was seen again, which may show that another machine is there at the same time. */
  void seenAgain(TrackedEvidence entry) {
    Mac mac = entry.mac();
    Holders holders = mac == null ? null : byMac.get(mac);
    if (holders != null && holders.several) {
      doubtful.add(holders);
    }
  }

  /** Looks again at those seen again; returns those that may belong together otherwise now. */
  Set<TrackedEvidence> judgeAgain() {
    if (doubtful.isEmpty()) {
      return Set.of();
    }
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    doubtful.forEach(holders -> affected.addAll(judge(holders)));
    doubtful.clear();
    return affected;
  }

  private static Set<TrackedEvidence> judge(Holders holders) {
    boolean before = holders.shared;
    holders.shared = holders.several && isShared(holders.entries);
    return before == holders.shared ? Set.of() : holders.entries;
  }

  private static boolean isShared(Collection<TrackedEvidence> entries) {
    Map<InetAddress, Hold> holds = new HashMap<>();
    for (TrackedEvidence entry : entries) {
      if (entry.address() instanceof Inet4Address && !entry.address().isLinkLocalAddress()) {
        Hold hold =
            new Hold(
                entry.endpoint().interfaceName(),
                entry.evidence.since(),
                entry.evidence.lastSeen(),
                entry.sighting().lifetime());
        holds.merge(entry.address(), hold, Hold::and);
        if (holds.size() > MAX_ADDRESSES) {
          return true;
        }
      }
    }
    List<Hold> all = List.copyOf(holds.values());
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(i).isAtOnceWith(all.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether more than one machine is behind a MAC address. */
  boolean isShared(Mac mac) {
    @Nullable Holders holders = byMac.get(mac);
    return holders != null && holders.shared;
  }

  /** The entries behind a MAC address, if it is one machine's. */
  Set<TrackedEvidence> behind(Mac mac) {
    @Nullable Holders holders = byMac.get(mac);
    return holders == null || holders.shared ? Set.of() : holders.entries;
  }

  boolean isEmpty() {
    return byMac.isEmpty() && doubtful.isEmpty();
  }
}
