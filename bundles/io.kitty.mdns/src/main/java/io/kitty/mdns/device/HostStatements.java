// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.identifier.Identifier;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.ServiceInstance;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.TxtField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the services of a host state about the device as a whole: the service type of the lowest
 * rank wins. Of several services of one type (three OctoPrints, the queues of a print server) only
 * what all of them state applies to the device. A service that represents a group states nothing
 * about the device that leads it.
 */
final class HostStatements {

  private static final Pattern TAIL = Pattern.compile(".*[-_]([^-_]+)");
  private static final Pattern BRACKET = Pattern.compile(".*\\[([^\\]]+)\\]");

  /** A UUID without dashes. */
  private static final Pattern BARE_UUID =
      Pattern.compile(
          "(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

  /** An EUI-64 that is made of a MAC address. */
  private static final Pattern FROM_MAC = Pattern.compile("^(.{6})fffe(.{6})$");

  private final CachedHost host;
  private final Map<String, List<ServiceInstance>> byType = new LinkedHashMap<>();
  private final Map<TxtField, String> fields = new EnumMap<>(TxtField.class);

  /**
   * @param instances the services, the lowest rank first
   */
  HostStatements(CachedHost host, List<ServiceInstance> instances) {
    this.host = host;
    for (ServiceInstance instance : instances) {
      if (!instance.isGroup()) {
        byType.computeIfAbsent(instance.name().type(), t -> new ArrayList<>()).add(instance);
      }
    }
    byType.forEach(this::collectFields);
  }

  private void collectFields(String type, List<ServiceInstance> instances) {
    for (TxtField field : ServiceTypeTable.of(type).keys().keySet()) {
      String value = value(instances.get(0), field);
      if (!value.isEmpty() && allState(value, instances, field)) {
        fields.putIfAbsent(field, value);
      }
    }
  }

  private static boolean allState(String value, List<ServiceInstance> instances, TxtField field) {
    for (ServiceInstance instance : instances) {
      if (!value(instance, field).equals(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the value of a field in a service's TXT record or name, {@code ""} for none. */
  static String value(ServiceInstance instance, TxtField field) {
    for (String key : ServiceTypeTable.of(instance.name().type()).keys(field)) {
      String value =
          switch (key) {
            case "@tail" -> group(TAIL, instance.name().instance());
            case "@bracket" -> group(BRACKET, instance.name().instance());
            case "@type" -> group(TAIL, instance.name().spelling());
            default -> instance.txt().get(key);
          };
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Returns the fields of the device. */
  Map<TxtField, String> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /**
   * Returns the device's name: a stated one, that of an instance that is named after its device, or
   * the host's.
   */
  String name() {
    String stated = fields.get(TxtField.NAME);
    if (stated != null) {
      return stated;
    }
    for (Map.Entry<String, List<ServiceInstance>> type : byType.entrySet()) {
      if (ServiceTypeTable.of(type.getKey()).named()) {
        return soleName(type.getValue());
      }
    }
    return hostLabel();
  }

  private String soleName(List<ServiceInstance> instances) {
    return instances.size() == 1 ? instances.get(0).name().instance() : hostLabel();
  }

  /** An instance of an unknown type may be named after its device, too. */
  private String hostLabel() {
    List<ServiceInstance> first = byType.isEmpty() ? List.of() : byType.values().iterator().next();
    boolean bearsIt =
        first.size() == 1
            && ServiceTypeTable.of(first.get(0).name().type()).rank() == Integer.MAX_VALUE;
    return bearsIt || host.hostName().isEmpty() && !first.isEmpty()
        ? first.get(0).name().instance()
        : host.name().labels().get(0);
  }

  /** Returns the kind of the device, {@code ""} if no service type implies one. */
  String kind() {
    for (String type : byType.keySet()) {
      String kind = ServiceTypeTable.of(type).kind();
      if (!kind.isEmpty()) {
        return kind;
      }
    }
    return "";
  }

  /** Returns the services that are the only one of their type. */
  List<ServiceInstance> sole() {
    List<ServiceInstance> sole = new ArrayList<>();
    for (List<ServiceInstance> instances : byType.values()) {
      if (instances.size() == 1) {
        sole.addAll(instances);
      }
    }
    return sole;
  }

  /**
   * Returns the identifiers of the device, also those that each of several services of one type
   * states.
   */
  Set<Identifier> identifiers() {
    Set<Identifier> all = new LinkedHashSet<>();
    host.hostName().flatMap(Identifier::hostName).ifPresent(all::add);
    for (List<ServiceInstance> instances : byType.values()) {
      instances.forEach(instance -> identify(instance, all));
    }
    return all;
  }

  private static void identify(ServiceInstance instance, Set<Identifier> all) {
    String namespace = ServiceTypeTable.of(instance.name().type()).namespace();
    if (!namespace.isEmpty()) {
      Identifier.serial(namespace, value(instance, TxtField.SERIAL)).ifPresent(all::add);
    }
    String uuid = value(instance, TxtField.UUID);
    if (!uuid.isEmpty()) {
      Identifier.uuid(BARE_UUID.matcher(uuid).replaceFirst("$1-$2-$3-$4-$5")).ifPresent(all::add);
    }
    Identifier.mac(value(instance, TxtField.MAC)).ifPresent(all::add);
    String eui64 = value(instance, TxtField.EUI64).toLowerCase(Locale.ROOT);
    if (!eui64.isEmpty()) {
      Identifier.mac(FROM_MAC.matcher(eui64).replaceFirst("$1$2")).ifPresent(all::add);
    }
  }
}
