// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.identifier.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule: conditions on a device, and the facts to add. All given conditions have to be met, by any
 * evidence of the device; a condition with several values is met by any of them.
 *
 * @param services the type of a service, for instance {@code _octoprint._tcp} or a URN
 * @param txt key-value pairs of a service of such a type (of any, if none is given)
 * @param attributes a protocol's attributes, for instance the {@code server} header of SSDP
 * @param names the name or host name
 * @param facts other facts of the device, for instance its vendor
 * @param macs prefixes of its MAC address
 * @param sources protocols that see it
 * @param gives the kind, vendor or model to add
 */
record Rule(
    List<Pattern> services,
    Map<String, Pattern> txt,
    Map<String, Pattern> attributes,
    List<Pattern> names,
    Map<Fact, Pattern> facts,
    List<String> macs,
    Set<String> sources,
    Map<Fact, String> gives) {

  // loops, as the first devices of a new hub meet code that is not compiled yet: streams were a
  // fifth of the time from a packet to its event
  boolean matches(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> known) {
    return (sources.isEmpty() || matchesSource(evidence))
        && (macs.isEmpty() || matchesMac(identifiers))
        && (names.isEmpty() || matchesName(known))
        && (facts.isEmpty() || matchesFacts(known))
        && (services.isEmpty() && txt.isEmpty() || matchesServices(evidence))
        && (attributes.isEmpty() || matchesAttributes(evidence));
  }

  private boolean matchesSource(Collection<Evidence> evidence) {
    for (Evidence each : evidence) {
      if (sources.contains(each.source().id())) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesMac(Set<Identifier> identifiers) {
    for (Identifier identifier : identifiers) {
      if (identifier instanceof Identifier.Mac) {
        for (String prefix : macs) {
          if (identifier.value().startsWith(prefix)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean matchesName(Map<Fact, String> known) {
    for (Pattern name : names) {
      if (found(name, known.get(Fact.NAME)) || found(name, known.get(Fact.HOSTNAME))) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesFacts(Map<Fact, String> known) {
    for (Map.Entry<Fact, Pattern> fact : facts.entrySet()) {
      if (!found(fact.getValue(), known.get(fact.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesServices(Collection<Evidence> evidence) {
    for (Evidence each : evidence) {
      for (Service service : each.sighting().services()) {
        if (matchesType(service.type()) && allFound(txt, service.txt())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean matchesType(String type) {
    for (Pattern service : services) {
      if (service.matcher(type).matches()) {
        return true;
      }
    }
    return services.isEmpty();
  }

  private boolean matchesAttributes(Collection<Evidence> evidence) {
    for (Evidence each : evidence) {
      if (allFound(attributes, each.sighting().attributes())) {
        return true;
      }
    }
    return false;
  }

  private static boolean allFound(Map<String, Pattern> patterns, Map<String, ?> values) {
    for (Map.Entry<String, Pattern> each : patterns.entrySet()) {
      if (!found(each.getValue(), values.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean found(Pattern pattern, @Nullable Object value) {
    return value != null && pattern.matcher(value.toString()).find();
  }
}
