// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.DeviceQuery.Ignored;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which devices a rule is about. A device matches if it meets each condition. Case-insensitive.
 * Immutable.
 *
 * @param query its kind, room and tags, any of these; ignored devices never match
 * @param vendors parts of its vendor's name, any of these
 * @param names parts of its name, any of these
 * @param ids its id or an alias, any of these
 */
public record DeviceMatch(
    DeviceQuery query, Set<String> vendors, Set<String> names, Set<String> ids)
    implements Predicate<Device> {

  private static final String CONDITION =
      "(?i:kind|room|tag|vendor|name|id)\\s*=[^;=]*[^;=,\\s][^;=]*";

  /** The form in a configuration. */
  public static final String FORM = "\\s*(" + CONDITION + "(;\\s*" + CONDITION + ")*;?\\s*)?";

  /** The form in words. */
  public static final String ALLOWED =
      "kind, room, tag, vendor, name and id, as in kind=printer,bambu; room=Workshop";

  /** Parses a text of the {@link #FORM}. */
  public static DeviceMatch parse(String text) {
    Map<String, Set<String>> conditions = new HashMap<>();
    for (String condition : text.split(";")) {
      String[] parts = condition.split("=", 2);
      if (parts.length == 2) {
        conditions
            .computeIfAbsent(lower(parts[0]), key -> new HashSet<>())
            .addAll(values(parts[1]));
      }
    }
    DeviceQuery query =
        DeviceQuery.builder()
            .presence(Set.of())
            .ignored(Ignored.EXCLUDE)
            .kinds(conditions.getOrDefault("kind", Set.of()))
            .rooms(conditions.getOrDefault("room", Set.of()))
            .tags(conditions.getOrDefault("tag", Set.of()))
            .build();
    return new DeviceMatch(
        query,
        Set.copyOf(conditions.getOrDefault("vendor", Set.of())),
        Set.copyOf(conditions.getOrDefault("name", Set.of())),
        Set.copyOf(conditions.getOrDefault("id", Set.of())));
  }

  private static Set<String> values(String text) {
    return Arrays.stream(text.split(","))
        .map(DeviceMatch::lower)
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean test(Device device) {
    return query.test(device)
        && contains(vendors, device.facts().getOrDefault(Fact.VENDOR, ""))
        && contains(names, device.name())
        && (ids.isEmpty()
            || Stream.concat(Stream.of(device.id()), device.aliases().stream())
                .anyMatch(id -> ids.contains(lower(id.value()))));
  }

  private static boolean contains(Set<String> parts, String text) {
    return parts.isEmpty() || parts.stream().anyMatch(lower(text)::contains);
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
