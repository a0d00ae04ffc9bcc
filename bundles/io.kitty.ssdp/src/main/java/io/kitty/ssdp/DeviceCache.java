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
 * The cache of announced devices, bounded per address and in total. When it is full, the address
 * with the most entries loses one, so that a sender that invents UDNs evicts only its own. Not
 * thread-safe.
 */
final class DeviceCache {

  private static final int MAX_PER_ADDRESS = 64;
  private static final int MAX_DEVICES = 1024;

  /**
   * All entries are checked for expiry at most once in this time, however many packets arrive. In
   * ns.
   */
  private static final long EXPIRY_PAUSE = 1_000_000_000L;

  private final Map<InetAddress, Map<String, UpnpDevice>> byAddress = new HashMap<>();

  /** The addresses by their number of devices. */
  private final NavigableMap<Integer, Set<InetAddress>> bySize = new TreeMap<>();

  private int size;
  private @Nullable Long expiredAt;

  /** Returns the device with a UDN at an address. */
  Optional<UpnpDevice> find(InetAddress address, String udn) {
    return Optional.ofNullable(byAddress.getOrDefault(address, Map.of()).get(udn));
  }

  /** Returns all devices at an address. */
  Collection<UpnpDevice> at(InetAddress address) {
    return List.copyOf(byAddress.getOrDefault(address, Map.of()).values());
  }

  /** Adds a device; false if its address has too many. */
  boolean add(InetAddress address, UpnpDevice device, long now) {
    if (count(address) == MAX_PER_ADDRESS || size == MAX_DEVICES) {
      removeExpired(now);
    }
    int ownCount = count(address);
    if (ownCount == MAX_PER_ADDRESS || (size == MAX_DEVICES && !makeRoom(ownCount))) {
      return false;
    }
    byAddress.computeIfAbsent(address, key -> new LinkedHashMap<>()).put(device.udn(), device);
    updateSize(address, ownCount);
    return true;
  }

  /** Removes a device. */
  void remove(InetAddress address, String udn) {
    Map<String, UpnpDevice> devices = byAddress.get(address);
    if (devices != null && devices.remove(udn) != null) {
      updateSize(address, devices.size() + 1);
    }
  }

  private int count(InetAddress address) {
    Map<String, UpnpDevice> devices = byAddress.get(address);
    return devices == null ? 0 : devices.size();
  }

  /** Updates the indexes after a change in the number of an address's devices. */
  private void updateSize(InetAddress address, int before) {
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

  private void removeExpired(long now) {
    if (expiredAt != null && now - expiredAt < EXPIRY_PAUSE) {
      return;
    }
    expiredAt = now;
    for (InetAddress address : List.copyOf(byAddress.keySet())) {
      for (UpnpDevice device : at(address)) {
        if (device.expired(now)) {
          remove(address, device.udn());
        }
      }
    }
  }

  /**
   * Removes the device silent the longest of the address with the most, if it has more than the
   * given number.
   */
  private boolean makeRoom(int ownCount) {
    Map.Entry<Integer, Set<InetAddress>> largest = bySize.lastEntry();
    if (largest == null || largest.getKey() <= ownCount) {
      return false;
    }
    InetAddress address = largest.getValue().iterator().next();
    at(address).stream()
        .min(Comparator.comparingLong(UpnpDevice::lastSeen))
        .ifPresent(oldest -> remove(address, oldest.udn()));
    return true;
  }
}
