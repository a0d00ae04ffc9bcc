// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Service;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this hub itself knows of devices. Only that is ever written: what came from other hubs stays
 * theirs, so that no two hubs keep a device alive between them.
 */
final class LocalView {

  private LocalView() {}

  /** The device without what came from other hubs; empty if all of it did. */
  static Optional<Device> of(Device device) {
    List<Evidence> own = device.evidence().stream().filter(each -> !isPeers(each)).toList();
    if (own.size() == device.evidence().size()) {
      return Optional.of(device);
    }
    return own.isEmpty() ? Optional.empty() : Optional.of(reduce(device, own));
  }

  /** When this hub itself saw it last. */
  static Instant lastSeen(Device device) {
    Instant last = Instant.MIN;
    for (Evidence each : device.evidence()) {
      if (!isPeers(each) && each.lastSeen().isAfter(last)) {
        last = each.lastSeen();
      }
    }
    return last;
  }

  private static boolean isPeers(Evidence evidence) {
    return evidence.source().id().equals(RedisPeers.ID);
  }

  private static Device reduce(Device device, List<Evidence> own) {
    boolean present = own.stream().anyMatch(Evidence::live);
    Instant lastSeen = lastSeen(device);
    Set<Identifier> identifiers = identifiers(device, own);
    List<InetAddress> addresses = addresses(device, own, present);
    return device.toBuilder()
        .aliases(aliases(device, own, identifiers, addresses))
        .source(own.get(0).source().id())
        .addresses(addresses)
        .identifiers(identifiers)
        .facts(facts(device, own))
        .services(services(device, own))
        .evidence(own)
        .lastSeen(lastSeen)
        .departure(present ? null : departure(device, lastSeen))
        .build();
  }

  private static Departure departure(Device device, Instant lastSeen) {
    @Nullable Departure departure = device.departure();
    return departure == null ? new Departure(DepartureReason.EXPIRED, lastSeen) : departure;
  }

  /** In the device's order, which follows a machine that moves. */
  private static List<InetAddress> addresses(Device device, List<Evidence> own, boolean present) {
    Set<InetAddress> met = new LinkedHashSet<>();
    own.stream()
        .filter(each -> each.live() || !present)
        .forEach(each -> met.add(each.sighting().endpoint().address()));
    List<InetAddress> known = device.addresses().stream().filter(met::contains).toList();
    return known.isEmpty() ? List.copyOf(met) : known;
  }

  private static Set<Identifier> identifiers(Device device, List<Evidence> own) {
    Set<Identifier> claimed = new HashSet<>();
    for (Evidence each : own) {
      claimed.addAll(each.sighting().identifiers());
      each.neighbour().ifPresent(claimed::add);
    }
    Set<Identifier> kept = new LinkedHashSet<>(device.identifiers());
    kept.retainAll(claimed);
    return kept;
  }

  private static Set<DeviceId> aliases(
      Device device, List<Evidence> own, Set<Identifier> identifiers, List<InetAddress> addresses) {
    Set<DeviceId> given = new HashSet<>();
    identifiers.forEach(identifier -> given.add(identifier.id()));
    for (Evidence each : own) {
      for (InetAddress address : addresses) {
        given.add(DeviceId.of(each.source().namespace(), address.getHostAddress()));
      }
    }
    Set<DeviceId> kept = new LinkedHashSet<>(device.aliases());
    kept.retainAll(given);
    return kept;
  }

  private static List<Service> services(Device device, List<Evidence> own) {
    Set<Service> offered = new HashSet<>();
    own.stream().filter(Evidence::live).forEach(each -> offered.addAll(each.sighting().services()));
    return device.services().stream().filter(offered::contains).toList();
  }

  /** What own evidence says, and what nobody says but the hub's own rules. */
  private static Map<Fact, String> facts(Device device, List<Evidence> own) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Evidence each : own) {
      each.sighting()
          .facts()
          .forEach(
              (fact, value) -> {
                if (each.live() || fact != Fact.STATUS) {
                  facts.putIfAbsent(fact, value);
                }
              });
    }
    Set<Fact> said = new HashSet<>();
    device.evidence().stream()
        .filter(LocalView::isPeers)
        .forEach(each -> said.addAll(each.sighting().facts().keySet()));
    if (device.kind().equals(device.evidence().get(0).source().kind())) {
      said.add(Fact.KIND); // it was taken from the best evidence, whose ever that is
    }
    device
        .facts()
        .forEach(
            (fact, value) -> {
              if (!said.contains(fact)) {
                facts.putIfAbsent(fact, value);
              }
            });
    facts.putIfAbsent(Fact.KIND, own.get(0).source().kind());
    return facts;
  }
}
