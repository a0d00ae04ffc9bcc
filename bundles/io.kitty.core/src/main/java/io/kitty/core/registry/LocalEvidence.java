// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reduces devices to what this hub itself knows of them. Only that is saved to a shared registry:
 * what other hubs contribute remains theirs, so that no two hubs keep a device alive between them.
 */
final class LocalEvidence {

  private LocalEvidence() {}

  /** Returns a device without relayed evidence; empty if there is no other. */
  static Optional<Device> of(Device device) {
    List<Evidence> local =
        device.evidence().stream().filter(each -> !each.source().relayed()).toList();
    if (local.size() == device.evidence().size()) {
      return Optional.of(device);
    }
    return local.isEmpty() ? Optional.empty() : Optional.of(reduce(device, local));
  }

  private static Device reduce(Device device, List<Evidence> local) {
    boolean present = local.stream().anyMatch(Evidence::live);
    Instant lastSeen = lastSeen(local);
    Set<Identifier> identifiers = identifiers(device, local);
    List<InetAddress> addresses = addresses(device, local, present);
    return device.toBuilder()
        .aliases(aliases(device, local, identifiers, addresses))
        .source(local.get(0).source().id())
        .addresses(addresses)
        .identifiers(identifiers)
        .facts(facts(device, local))
        .services(services(device, local))
        .evidence(local)
        .lastSeen(lastSeen)
        .departure(present ? null : departure(device, lastSeen))
        .build();
  }

  private static Instant lastSeen(List<Evidence> local) {
    Instant last = Instant.MIN;
    for (Evidence each : local) {
      last = each.lastSeen().isAfter(last) ? each.lastSeen() : last;
    }
    return last;
  }

  private static Departure departure(Device device, Instant lastSeen) {
    Departure departure = device.departure();
    return departure == null ? new Departure(DepartureReason.EXPIRED, lastSeen) : departure;
  }

  /** Returns the addresses in the device's order, which follows a device that moves. */
  private static List<InetAddress> addresses(Device device, List<Evidence> local, boolean present) {
    Set<InetAddress> seen = new LinkedHashSet<>();
    local.stream()
        .filter(each -> each.live() || !present)
        .forEach(each -> seen.add(each.sighting().endpoint().address()));
    List<InetAddress> known = device.addresses().stream().filter(seen::contains).toList();
    return known.isEmpty() ? List.copyOf(seen) : known;
  }

  private static Set<Identifier> identifiers(Device device, List<Evidence> local) {
    Set<Identifier> stated = new HashSet<>();
    for (Evidence each : local) {
      stated.addAll(each.sighting().identifiers());
      each.neighbour().ifPresent(stated::add);
    }
    Set<Identifier> kept = new LinkedHashSet<>(device.identifiers());
    kept.retainAll(stated);
    return kept;
  }

  private static Set<DeviceId> aliases(
      Device device,
      List<Evidence> local,
      Set<Identifier> identifiers,
      List<InetAddress> addresses) {
    Set<DeviceId> given = new HashSet<>();
    identifiers.forEach(identifier -> given.add(identifier.id()));
    for (Evidence each : local) {
      for (InetAddress address : addresses) {
        given.add(DeviceId.of(each.source().namespace(), address.getHostAddress()));
      }
    }
    Set<DeviceId> kept = new LinkedHashSet<>(device.aliases());
    kept.retainAll(given);
    return kept;
  }

  private static List<Service> services(Device device, List<Evidence> local) {
    Set<Service> offered = new HashSet<>();
    local.stream()
        .filter(Evidence::live)
        .forEach(each -> offered.addAll(each.sighting().services()));
    return device.services().stream().filter(offered::contains).toList();
  }

  /** Returns what local evidence states, and what only annotations and the hub's rules add. */
  private static Map<Fact, String> facts(Device device, List<Evidence> local) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Evidence each : local) {
      each.sighting()
          .facts()
          .forEach(
              (fact, value) -> {
                if (each.live() || fact != Fact.STATUS) {
                  facts.putIfAbsent(fact, value);
                }
              });
    }
    Set<Fact> relayed = new HashSet<>();
    device.evidence().stream()
        .filter(each -> each.source().relayed())
        .forEach(each -> relayed.addAll(each.sighting().facts().keySet()));
    if (device.kind().equals(device.evidence().get(0).source().kind())) {
      relayed.add(Fact.KIND); // it comes from the first evidence, whether relayed or not
    }
    device
        .facts()
        .forEach(
            (fact, value) -> {
              if (!relayed.contains(fact)) {
                facts.putIfAbsent(fact, value);
              }
            });
    facts.putIfAbsent(Fact.KIND, local.get(0).source().kind());
    return facts;
  }
}
