// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.collection.CompactMap;
import io.kitty.collection.CompactSet;
import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Warning;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceClassifier;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges all evidence of a device: a pure function. Its choices depend on properties that do not
 * change from sighting to sighting, so that a device does not alternate between two protocols.
 */
public final class DeviceMerger {

  /** What a device is only as long as it says so. */
  private static final Set<Fact> CURRENT = EnumSet.of(Fact.STATUS, Fact.NEEDS_KEY);

  private DeviceMerger() {}

  /**
   * Merges a device.
   *
   * @param all the evidence; at least one piece
   * @param identifiers the device's identifiers
   * @param warnings contradictions about its identity
   * @param ambiguous whether another device states one of its identifiers
   * @param known when the device was first seen
   * @param departure why it departed; null if some evidence is live
   * @param classifier adds facts that no protocol reported
   * @param before the device as last merged from the same pieces of evidence, whose ids are taken
   *     over where they follow from what has not changed; null if it was not
   */
  public static Device device(
      Collection<Evidence> all,
      Set<Identifier> identifiers,
      List<Warning> warnings,
      boolean ambiguous,
      Instant known,
      @Nullable Departure departure,
      DeviceClassifier classifier,
      @Nullable Device before) {
    List<Evidence> evidence = EvidenceOrder.ofEvidence(all);
    Evidence best = evidence.get(0);
    List<InetAddress> addresses = addresses(evidence);
    Device same = before != null && before.addresses().equals(addresses) ? before : null;
    DeviceId id = same != null ? same.id() : id(identifiers, best, addresses);
    return Device.builder(id, primary(evidence).source().id())
        .aliases(same != null ? same.aliases() : aliases(id, identifiers, evidence, addresses))
        .addresses(same != null ? same.addresses() : addresses)
        .identifiers(identifiers)
        .facts(facts(evidence, identifiers, classifier))
        .services(services(evidence))
        .evidence(evidence)
        .firstSeen(known)
        .lastSeen(lastSeen(evidence))
        .departure(departure)
        .warnings(warnings(warnings, evidence))
        .ambiguous(ambiguous)
        .build();
  }

  private static Instant lastSeen(List<Evidence> evidence) {
    Instant last = evidence.get(0).lastSeen();
    for (Evidence each : evidence) {
      last = each.lastSeen().isAfter(last) ? each.lastSeen() : last;
    }
    return last;
  }

  /** Returns the first evidence with the highest authority, preferably not relayed. */
  private static Evidence primary(List<Evidence> evidence) {
    Evidence best = evidence.get(0);
    for (Evidence each : evidence) {
      if (each.live() == best.live()
          && each.source().authority() == best.source().authority()
          && !each.source().relayed()) {
        return each;
      }
    }
    return best;
  }

  private static DeviceId id(
      Set<Identifier> identifiers, Evidence best, List<InetAddress> addresses) {
    return identifiers.stream()
        .findFirst()
        .map(Identifier::id)
        .orElseGet(() -> addressId(best, addresses.get(0)));
  }

  private static DeviceId addressId(Evidence evidence, InetAddress address) {
    return DeviceId.of(evidence.source().namespace(), address.getHostAddress());
  }

  private static Set<DeviceId> aliases(
      DeviceId id,
      Set<Identifier> identifiers,
      List<Evidence> evidence,
      List<InetAddress> addresses) {
    Set<DeviceId> aliases = new TreeSet<>();
    identifiers.forEach(identifier -> aliases.add(identifier.id()));
    Map<String, Set<InetAddress>> done = new HashMap<>();
    for (Evidence each : evidence) {
      InetAddress address = each.sighting().endpoint().address();
      String namespace = each.source().namespace();
      if (addresses.contains(address)
          && done.computeIfAbsent(namespace, n -> new HashSet<>()).add(address)) {
        aliases.add(addressId(each, address));
      }
    }
    aliases.remove(id);
    return CompactSet.copyOf(aliases);
  }

  /** Returns the current addresses; the last one, if no evidence is live. */
  private static List<InetAddress> addresses(List<Evidence> evidence) {
    if (evidence.get(0).live()) {
      return EvidenceOrder.ofAddresses(evidence);
    }
    return evidence.stream()
        .max(Comparator.comparing(Evidence::lastSeen))
        .map(last -> List.of(last.sighting().endpoint().address()))
        .orElse(List.of());
  }

  private static Map<Fact, String> facts(
      List<Evidence> evidence, Set<Identifier> identifiers, DeviceClassifier classifier) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    String status = statusWithState(evidence);
    if (status != null) {
      facts.put(Fact.STATUS, status);
    }
    for (Evidence each : evidence) {
      Map<Fact, String> reported = each.sighting().facts();
      reported.forEach(
          (fact, value) -> {
            boolean weak = fact == Fact.NAME && isHostName(value, reported);
            if (!fact.byUser() && !weak && (each.live() || !CURRENT.contains(fact))) {
              facts.putIfAbsent(fact, value);
            }
          });
    }
    for (Evidence each : evidence) {
      String name = each.sighting().facts().get(Fact.NAME);
      if (name != null) {
        facts.putIfAbsent(Fact.NAME, name); // also one that is only a host name
      }
    }
    classifier.complete(evidence, identifiers, facts);
    facts.putIfAbsent(Fact.KIND, evidence.get(0).source().kind());
    String hostName = facts.get(Fact.HOSTNAME);
    if (hostName != null) {
      facts.putIfAbsent(Fact.NAME, hostName);
    }
    return CompactMap.copyOf(facts);
  }

  /**
   * Returns the status of the first protocol that also reports what the machine is doing, which
   * knows it better than one that has a single word for it; null if there is none.
   */
  private static @Nullable String statusWithState(List<Evidence> evidence) {
    for (Evidence each : evidence) {
      if (each.live() && !each.sighting().state().isEmpty()) {
        String status = each.sighting().facts().get(Fact.STATUS);
        if (status != null) {
          return status;
        }
      }
    }
    return null;
  }

  /** Returns whether a name is only the host name: a configured name is preferred. */
  private static boolean isHostName(String name, Map<Fact, String> reported) {
    String host = reported.getOrDefault(Fact.HOSTNAME, "");
    return host.equalsIgnoreCase(name)
        || host.regionMatches(true, 0, name + ".", 0, name.length() + 1);
  }

  private static List<Service> services(List<Evidence> evidence) {
    if (evidence.size() == 1) {
      Evidence only = evidence.get(0);
      return only.live() ? only.sighting().services() : List.of();
    }
    return evidence.stream()
        .filter(Evidence::live)
        .flatMap(each -> each.sighting().services().stream())
        .distinct()
        .toList();
  }

  /** Returns the warnings about the identity, then those of the protocols. */
  private static List<Warning> warnings(List<Warning> identity, List<Evidence> evidence) {
    Set<Warning> warnings = new LinkedHashSet<>(identity);
    for (Evidence each : evidence) {
      if (each.live()) {
        warnings.addAll(each.sighting().warnings());
      }
    }
    return List.copyOf(warnings);
  }
}
