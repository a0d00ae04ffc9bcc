// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The adverts of all devices, a bounded number for each address and in all. When there is no more
 * room, the address that has most gives way, so that one that invents UDNs crowds out itself only.
 * Not thread-safe.
 */
final class DeviceCache {

  private static final int MAX_EACH = 64;
  private static final int MAX = 1024;

  /** All are searched for expired ones once in this time, however many packets come. In ns. */
  private static final long SEARCH_PAUSE = 1_000_000_000L;

  private final Map<InetAddress, Map<String, UpnpDevice>> byAddress = new HashMap<>();

  /** The addresses by how many adverts each has. */
  private final NavigableMap<Integer, Set<InetAddress>> bySize = new TreeMap<>();

  private int size;
  private @Nullable Long searchedAt;

  /** The advert of a UDN at an address. */
  Optional<UpnpDevice> find(InetAddress address, String udn) {
    return Optional.ofNullable(byAddress.getOrDefault(address, Map.of()).get(udn));
  }

  /** All adverts at an address. */
  Collection<UpnpDevice> at(InetAddress address) {
    return List.copyOf(byAddress.getOrDefault(address, Map.of()).values());
  }

  /** Keeps an advert; false if its address has too many. */
  boolean add(InetAddress address, UpnpDevice advert, long now) {
    if (count(address) == MAX_EACH || size == MAX) {
      dropExpired(now);
    }
    int mine = count(address);
    if (mine == MAX_EACH || (size == MAX && !makeRoom(mine))) {
      return false;
    }
    byAddress.computeIfAbsent(address, key -> new LinkedHashMap<>()).put(advert.udn(), advert);
    resized(address, mine);
    return true;
  }

  /** Drops an advert. */
  void remove(InetAddress address, String udn) {
    Map<String, UpnpDevice> adverts = byAddress.get(address);
    if (adverts != null && adverts.remove(udn) != null) {
      resized(address, adverts.size() + 1);
    }
  }

  private int count(InetAddress address) {
    Map<String, UpnpDevice> adverts = byAddress.get(address);
    return adverts == null ? 0 : adverts.size();
  }

  /** An address has another number of adverts than before. */
  private void resized(InetAddress address, int before) {
    int now = count(address);
    size += now - before;
    Set<InetAddress> last = bySize.getOrDefault(before, Set.of());
    if (before > 0 && last.remove(address) && last.isEmpty()) {
      bySize.remove(before);
    }
    if (now > 0) {
      bySize.computeIfAbsent(now, key -> new LinkedHashSet<>()).add(address);
    } else {
      byAddress.remove(address);
    }
  }

  private void dropExpired(long now) {
    if (searchedAt != null && now - searchedAt < SEARCH_PAUSE) {
      return;
    }
    searchedAt = now;
    for (InetAddress address : List.copyOf(byAddress.keySet())) {
      for (UpnpDevice advert : at(address)) {
        if (advert.expired(now)) {
          remove(address, advert.udn());
        }
      }
    }
  }

  /** Drops the longest silent advert of the address that has most, if those are more than mine. */
  private boolean makeRoom(int mine) {
    Map.Entry<Integer, Set<InetAddress>> most = bySize.lastEntry();
    if (most == null || most.getKey() <= mine) {
      return false;
    }
    InetAddress address = most.getValue().iterator().next();
    at(address).stream()
        .min(Comparator.comparingLong(UpnpDevice::heardAt))
        .ifPresent(silent -> remove(address, silent.udn()));
    return true;
  }
}
