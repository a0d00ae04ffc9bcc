// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds facts that no protocol reported: kind, vendor and model by the first matching rule, and the
 * vendor by the MAC address if no rule matches. Immutable.
 */
final class Classifier {

  private static final OuiTable VENDORS = new OuiTable();

  private final List<Rule> rules;

  Classifier(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Loads the table of vendors now, not with the first MAC address. */
  static void loadVendors() {
    VENDORS.load();
  }

  /**
   * Adds the missing facts.
   *
   * @param evidence all evidence of the device
   * @param identifiers its identifiers
   * @param facts the facts from the protocols; missing ones are added
   */
  void complete(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> facts) {
    Map<Fact, String> known = new EnumMap<>(Fact.class);
    vendorOfMac(identifiers).ifPresent(vendor -> known.put(Fact.VENDOR, vendor));
    known.putAll(facts);
    for (Rule rule : rules) {
      if (!facts.keySet().containsAll(rule.gives().keySet())
          && rule.matches(evidence, identifiers, known)) {
        rule.gives()
            .forEach(
                (fact, value) -> {
                  if (facts.putIfAbsent(fact, value) == null) {
                    known.put(fact, value);
                  }
                });
      }
    }
    known.forEach(facts::putIfAbsent);
  }

  private static Optional<String> vendorOfMac(Set<Identifier> identifiers) {
    return identifiers.stream()
        .filter(Identifier.Mac.class::isInstance)
        .map(Identifier.Mac.class::cast)
        .flatMap(mac -> VENDORS.of(mac).stream())
        .findFirst();
  }
}
