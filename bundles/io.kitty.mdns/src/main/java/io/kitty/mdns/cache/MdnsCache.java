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

/** What is known of each link, by the name of its interface. Who uses it holds its monitor. */
public final class MdnsCache {

  private final List<String> types;
  private final InstantSource wall;
  private final Map<String, LinkCache> zones = new HashMap<>();

  /**
   * @param types the service types that are asked for by name on each link
   * @param wall the time of day
   */
  public MdnsCache(List<String> types, InstantSource wall) {
    this.types = types;
    this.wall = wall;
  }

  /** The zone of an interface, be it a new one. */
  public LinkCache of(String interfaceName) {
    return zones.computeIfAbsent(
        interfaceName, key -> new LinkCache(new ServiceTypes(types), wall));
  }

  /** The zone of an interface, if anything is known of it. */
  public Optional<LinkCache> known(String interfaceName) {
    return Optional.ofNullable(zones.get(interfaceName));
  }

  /** Forgets what is known of all other interfaces. */
  public void retain(Collection<String> interfaceNames) {
    zones.keySet().retainAll(interfaceNames);
  }

  public void forEach(BiConsumer<String, LinkCache> action) {
    zones.forEach(action);
  }
}
