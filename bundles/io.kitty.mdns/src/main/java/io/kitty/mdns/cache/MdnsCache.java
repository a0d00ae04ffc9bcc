// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.type.ServiceTypes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The caches of all links, by the name of the interface. Callers hold its monitor. */
public final class MdnsCache {

  private final List<String> types;
  private final InstantSource wall;
  private final Map<String, LinkCache> caches = new HashMap<>();

  /**
   * @param types the service types to query by name on each link
   * @param wall the time of day
   */
  public MdnsCache(List<String> types, InstantSource wall) {
    this.types = types;
    this.wall = wall;
  }

  /** Returns the cache of an interface, creating it if absent. */
  public LinkCache of(String interfaceName) {
    return caches.computeIfAbsent(
        interfaceName, key -> new LinkCache(new ServiceTypes(types), wall));
  }

  /** Returns the cache of an interface, if present. */
  public Optional<LinkCache> known(String interfaceName) {
    return Optional.ofNullable(caches.get(interfaceName));
  }

  /** Removes the caches of all other interfaces. */
  public void retain(Collection<String> interfaceNames) {
    caches.keySet().retainAll(interfaceNames);
  }

  public void forEach(BiConsumer<String, LinkCache> action) {
    caches.forEach(action);
  }
}
