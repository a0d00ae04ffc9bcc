// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.classify;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule: what has to be true of a machine, and what it then is. Each condition that is given has
 * to be met, by anything that is known of the machine; one that lists several values is met by any
 * of them.
 *
 * @param services the type of a service, for instance {@code _octoprint._tcp} or a URN
 * @param txt pairs of a service of such a type (of any, if none is given): key and value
 * @param attributes what a protocol said, for instance the {@code server} header of SSDP
 * @param names the name or host name
 * @param facts what is said of the machine otherwise, for instance its vendor
 * @param macs the first digits of its MAC address
 * @param sources the protocols of which one sees it
 * @param gives the kind, vendor or model that follows
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

  boolean fits(
      Collection<Evidence> evidence, Set<Identifier> identifiers, Map<Fact, String> known) {
    return fitsServices(evidence)
        && (attributes.isEmpty() || evidence.stream().anyMatch(this::fitsAttributes))
        && fitsName(known)
        && facts.entrySet().stream()
            .allMatch(fact -> found(fact.getValue(), known.get(fact.getKey())))
        && (macs.isEmpty() || identifiers.stream().anyMatch(this::fitsMac))
        && (sources.isEmpty()
            || evidence.stream().anyMatch(each -> sources.contains(each.source().id())));
  }

  private boolean fitsServices(Collection<Evidence> evidence) {
    return services.isEmpty() && txt.isEmpty()
        || evidence.stream()
            .flatMap(each -> each.sighting().services().stream())
            .anyMatch(this::fitsService);
  }

  private boolean fitsService(Service service) {
    return (services.isEmpty()
            || services.stream().anyMatch(type -> type.matcher(service.type()).matches()))
        && txt.entrySet().stream()
            .allMatch(pair -> found(pair.getValue(), service.txt().get(pair.getKey())));
  }

  private boolean fitsAttributes(Evidence evidence) {
    Map<String, Object> said = evidence.sighting().attributes();
    return attributes.entrySet().stream()
        .allMatch(pair -> found(pair.getValue(), said.get(pair.getKey())));
  }

  private boolean fitsName(Map<Fact, String> known) {
    return names.isEmpty()
        || names.stream()
            .anyMatch(
                name -> found(name, known.get(Fact.NAME)) || found(name, known.get(Fact.HOSTNAME)));
  }

  private boolean fitsMac(Identifier identifier) {
    return identifier instanceof Identifier.Mac
        && macs.stream().anyMatch(prefix -> identifier.value().startsWith(prefix));
  }

  private static boolean found(Pattern pattern, @Nullable Object value) {
    return value != null && pattern.matcher(value.toString()).find();
  }
}
