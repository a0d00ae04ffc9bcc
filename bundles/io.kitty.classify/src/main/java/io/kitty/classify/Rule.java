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

  boolean matches(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> known) {
    return matchesServices(evidence)
        && (attributes.isEmpty() || evidence.stream().anyMatch(this::matchesAttributes))
        && matchesName(known)
        && facts.entrySet().stream()
            .allMatch(fact -> found(fact.getValue(), known.get(fact.getKey())))
        && (macs.isEmpty() || identifiers.stream().anyMatch(this::matchesMac))
        && (sources.isEmpty()
            || evidence.stream().anyMatch(each -> sources.contains(each.source().id())));
  }

  private boolean matchesServices(Collection<Evidence> evidence) {
    return services.isEmpty() && txt.isEmpty()
        || evidence.stream()
            .flatMap(each -> each.sighting().services().stream())
            .anyMatch(this::matchesService);
  }

  private boolean matchesService(Service service) {
    return (services.isEmpty()
            || services.stream().anyMatch(type -> type.matcher(service.type()).matches()))
        && txt.entrySet().stream()
            .allMatch(pair -> found(pair.getValue(), service.txt().get(pair.getKey())));
  }

  private boolean matchesAttributes(Evidence evidence) {
    Map<String, Object> reported = evidence.sighting().attributes();
    return attributes.entrySet().stream()
        .allMatch(pair -> found(pair.getValue(), reported.get(pair.getKey())));
  }

  private boolean matchesName(Map<Fact, String> known) {
    return names.isEmpty()
        || names.stream()
            .anyMatch(
                name -> found(name, known.get(Fact.NAME)) || found(name, known.get(Fact.HOSTNAME)));
  }

  private boolean matchesMac(Identifier identifier) {
    return identifier instanceof Identifier.Mac
        && macs.stream().anyMatch(prefix -> identifier.value().startsWith(prefix));
  }

  private static boolean found(Pattern pattern, @Nullable Object value) {
    return value != null && pattern.matcher(value.toString()).find();
  }
}
