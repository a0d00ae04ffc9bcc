// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.classify;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills in what no protocol said of a machine: its kind, vendor and model by the first rule that
 * gives them, and the vendor by its MAC address where no rule does. Immutable.
 */
public final class Classifier {

  /** Knows no rules. */
  public static final Classifier NONE = new Classifier(List.of());

  private static final OuiTable VENDORS = new OuiTable();

  private final List<Rule> rules;

  Classifier(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Fills in.
   *
   * @param evidence all evidence for the machine
   * @param identifiers what identifies it
   * @param facts what the protocols said of it; what was missing is added
   */
  public void complete(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> facts) {
    Map<Fact, String> known = new EnumMap<>(Fact.class);
    maker(identifiers).ifPresent(vendor -> known.put(Fact.VENDOR, vendor));
    known.putAll(facts);
    for (Rule rule : rules) {
      boolean tells = rule.gives().keySet().stream().anyMatch(fact -> !facts.containsKey(fact));
      if (tells && rule.fits(evidence, identifiers, known)) {
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

  private static Optional<String> maker(Set<Identifier> identifiers) {
    return identifiers.stream()
        .filter(Identifier.Mac.class::isInstance)
        .map(Identifier.Mac.class::cast)
        .flatMap(mac -> VENDORS.of(mac).stream())
        .findFirst();
  }
}
