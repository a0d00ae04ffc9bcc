// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.DeviceQuery;
import io.kitty.hub.DeviceQuery.Presence;
import io.kitty.hub.DeviceQuery.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/** Reads from the query of an address which devices are wanted. */
final class DeviceFilter {

  private static final int MAX_LENGTH = 256;
  private static final List<String> PARAMETERS =
      List.of("presence", "kind", "status", "source", "q");

  private DeviceFilter() {}

  /**
   * @throws Problem if the query has a parameter or a value that is not known
   */
  static DeviceQuery of(Fields query) {
    query.forEach(DeviceFilter::check);
    return new DeviceQuery(
        presence(query),
        values(query, "kind"),
        values(query, "status"),
        values(query, "source"),
        DeviceQuery.words(String.join(" ", query.getValuesOrEmpty("q"))),
        Scope.NAMES);
  }

  private static void check(Fields.Field field) {
    String name = field.getName();
    if (field.getValues().stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
      throw bad(name + " is too long; allowed are " + MAX_LENGTH + " characters");
    }
    if (!PARAMETERS.contains(name)) {
      throw bad(
          "there is no parameter '" + name + "'; allowed are " + String.join(", ", PARAMETERS));
    }
  }

  /** The values of a parameter that may be repeated, or take several values with commas between. */
  private static Set<String> values(Fields query, String name) {
    if (!query.getNames().contains(name)) {
      return Set.of();
    }
    Set<String> values =
        query.getValuesOrEmpty(name).stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(value -> value.strip().toLowerCase(Locale.ROOT))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.toSet());
    if (values.isEmpty()) {
      throw bad(name + " needs a value");
    }
    return values;
  }

  private static Set<Presence> presence(Fields query) {
    Set<String> values = values(query, "presence");
    return values.isEmpty()
        ? Set.of(Presence.PRESENT)
        : values.stream().flatMap(DeviceFilter::presence).collect(Collectors.toSet());
  }

  private static Stream<Presence> presence(String value) {
    return switch (value) {
      case "present" -> Stream.of(Presence.PRESENT);
      case "departed" -> Stream.of(Presence.DEPARTED);
      case "all" -> Stream.of(Presence.values());
      default ->
          throw bad("presence cannot be '" + value + "'; allowed are present, departed, all");
    };
  }

  private static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
