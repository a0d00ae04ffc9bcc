// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.SafeText;
import io.kitty.device.Service;
import io.kitty.device.Warning;
import io.kitty.hub.History.Change;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a device differs from what it was, field by field, under the names of its JSON. What a
 * person noted of it is nobody else's, and what only a protocol's own attributes say is left out.
 */
final class ChangeSummary {

  /** How many changes of one event are kept. */
  static final int MAX = 16;

  /** How much of a value is kept, in characters. */
  static final int LONGEST = 160;

  private final List<Change> changes = new ArrayList<>();

  private ChangeSummary() {}

  /** The changes; empty if there are none of those that count. */
  static List<Change> of(Device before, Device after) {
    ChangeSummary difference = new ChangeSummary();
    difference.compare(before, after);
    return List.copyOf(difference.changes.subList(0, Math.min(MAX, difference.changes.size())));
  }

  private void compare(Device before, Device after) {
    value("status", before.status(), after.status());
    value("ip", ip(before), ip(after));
    value("name", before.name(), after.name());
    for (Fact fact : Fact.values()) {
      switch (fact) {
        case STATUS, NAME, USER_NAME, USER_NOTE -> {}
        default -> value(field(fact), before.facts().get(fact), after.facts().get(fact));
      }
    }
    identifier("serial", Identifier.Serial.class, before, after);
    identifier("uuid", Identifier.Uuid.class, before, after);
    identifier("mac", Identifier.Mac.class, before, after);
    elements("addresses", others(before, after), others(after, before));
    elements("sources", before.sources().toList(), after.sources().toList());
    services(before, after);
    elements("warnings", texts(before), texts(after));
  }

  private static List<String> texts(Device device) {
    return device.warnings().stream().map(Warning::text).toList();
  }

  private static String field(Fact fact) {
    return fact.name().toLowerCase(Locale.ROOT).replace("user_", "user.");
  }

  private static String ip(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** Its addresses, but for one that the two swap as the one to use first. */
  private static List<String> others(Device device, Device other) {
    boolean moved = !ip(device).equals(ip(other));
    return device.addresses().stream()
        .map(InetAddress::getHostAddress)
        .filter(address -> !(moved && address.equals(ip(device))))
        .toList();
  }

  private void identifier(
      String field, Class<? extends Identifier> type, Device before, Device after) {
    value(field, value(before.identifier(type)), value(after.identifier(type)));
  }

  private static @Nullable String value(Optional<? extends Identifier> identifier) {
    return identifier.map(Identifier::value).orElse(null);
  }

  private void elements(String field, Collection<String> before, Collection<String> after) {
    before.stream().filter(e -> !after.contains(e)).forEach(gone -> value(field, gone, null));
    after.stream().filter(e -> !before.contains(e)).forEach(come -> value(field, null, come));
  }

  /** A service that goes on with another port or other pairs is one change, which shows those. */
  private void services(Device before, Device after) {
    Map<String, Service> gone = byName(before, after);
    Map<String, Service> come = byName(after, before);
    gone.forEach(
        (name, service) -> {
          Service next = come.remove(name);
          value(
              "services",
              name + detail(service, next),
              next == null ? null : name + detail(next, service));
        });
    come.forEach((name, service) -> value("services", null, name + detail(service, null)));
  }

  private static Map<String, Service> byName(Device device, Device other) {
    Map<String, Service> services = new LinkedHashMap<>();
    for (Service service : device.services()) {
      if (!other.services().contains(service)) {
        services.putIfAbsent((service.name() + " " + service.type()).strip(), service);
      }
    }
    return services;
  }

  private static String detail(Service service, @Nullable Service other) {
    String port = other == null || service.port() != other.port() ? ":" + service.port() : "";
    if (other == null) {
      return service.port() == 0 ? "" : port;
    }
    return port
        + service.txt().entrySet().stream()
            .filter(pair -> !Objects.equals(pair.getValue(), other.txt().get(pair.getKey())))
            .map(pair -> " " + pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining());
  }

  private void value(String field, @Nullable String before, @Nullable String after) {
    String from = clean(before);
    String to = clean(after);
    if (!Objects.equals(from, to)) {
      changes.add(new Change(field, from, to));
    }
  }

  private static @Nullable String clean(@Nullable String value) {
    String clean = value == null ? "" : SafeText.clean(value, LONGEST);
    return clean.isEmpty() ? null : clean;
  }
}
