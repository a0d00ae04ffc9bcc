// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The adverts of all devices, a bounded number for each address and in all. When there is no more
 * room, the address that has most gives way, so that one that invents UDNs crowds out itself only.
 * Not thread-safe.
 */
final class Adverts {

  private static final int MOST_EACH = 64;
  private static final int MOST = 1024;

  private final Map<InetAddress, Map<String, Advert>> byAddress = new LinkedHashMap<>();
  private int size;

  /** The advert of a UDN at an address. */
  Optional<Advert> find(InetAddress address, String udn) {
    return Optional.ofNullable(byAddress.getOrDefault(address, Map.of()).get(udn));
  }

  /** All adverts at an address. */
  Collection<Advert> at(InetAddress address) {
    return List.copyOf(byAddress.getOrDefault(address, Map.of()).values());
  }

  /** Keeps an advert; false if its address has too many. */
  boolean add(InetAddress address, Advert advert, long now) {
    if (at(address).size() == MOST_EACH || size == MOST) {
      dropExpired(now);
    }
    int mine = at(address).size();
    if (mine == MOST_EACH || (size == MOST && !makeRoom(mine))) {
      return false;
    }
    byAddress.computeIfAbsent(address, key -> new LinkedHashMap<>()).put(advert.udn(), advert);
    size++;
    return true;
  }

  /** Drops an advert. */
  void remove(InetAddress address, String udn) {
    Map<String, Advert> adverts = byAddress.get(address);
    if (adverts != null && adverts.remove(udn) != null) {
      size--;
      if (adverts.isEmpty()) {
        byAddress.remove(address);
      }
    }
  }

  private void dropExpired(long now) {
    byAddress.values().forEach(adverts -> adverts.values().removeIf(each -> each.expired(now)));
    byAddress.values().removeIf(Map::isEmpty);
    size = byAddress.values().stream().mapToInt(Map::size).sum();
  }

  /** Drops the longest silent advert of the address that has most, if those are more than mine. */
  private boolean makeRoom(int mine) {
    Optional<Map.Entry<InetAddress, Map<String, Advert>>> most =
        byAddress.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .filter(entry -> entry.getValue().size() > mine);
    most.ifPresent(
        entry ->
            entry.getValue().values().stream()
                .min(Comparator.comparingLong(Advert::heardAt))
                .ifPresent(silent -> remove(entry.getKey(), silent.udn())));
    return most.isPresent();
  }
}
