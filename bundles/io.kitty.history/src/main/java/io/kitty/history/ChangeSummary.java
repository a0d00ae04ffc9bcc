// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.History.Change;
import io.kitty.text.SafeText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of a device field by field, under the names of its JSON. A note is private
 * and left out, and so are attributes of single protocols.
 */
final class ChangeSummary {

  /** The maximum number of changes in one event. */
  static final int MAX_CHANGES = 16;

  /** The maximum length of a value, in characters. */
  static final int MAX_VALUE = 160;

  private final List<Change> changes = new ArrayList<>();

  private ChangeSummary() {}

  /** Returns the changes; empty if no compared field differs. */
  static List<Change> of(Device before, Device after) {
    ChangeSummary summary = new ChangeSummary();
    summary.compare(before, after);
    return List.copyOf(summary.changes.subList(0, Math.min(MAX_CHANGES, summary.changes.size())));
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
    return fact.byUser() ? "user." + fact.member() : fact.member();
  }

  private static String ip(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** Returns its addresses, without the primary one if that changed. */
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
    before.stream().filter(e -> !after.contains(e)).forEach(removed -> value(field, removed, null));
    after.stream().filter(e -> !before.contains(e)).forEach(added -> value(field, null, added));
  }

  /** A service whose port or pairs changed is one change, which shows those. */
  private void services(Device before, Device after) {
    Map<String, Service> removed = byName(before, after);
    Map<String, Service> added = byName(after, before);
    removed.forEach(
        (name, service) -> {
          Service next = added.remove(name);
          value(
              "services",
              name + detail(service, next),
              next == null ? null : name + detail(next, service));
        });
    added.forEach((name, service) -> value("services", null, name + detail(service, null)));
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
    String clean = value == null ? "" : SafeText.clean(value, MAX_VALUE);
    return clean.isEmpty() ? null : clean;
  }
}
