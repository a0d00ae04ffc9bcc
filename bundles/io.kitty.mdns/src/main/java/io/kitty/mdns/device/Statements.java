// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Identifier;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the services of a machine say of the machine as a whole: the most telling type speaks first.
 * Where several services of one type are here (three OctoPrints, the queues of a print server),
 * each speaks of itself, and only what all of them say is said of the machine. A service that
 * stands for a group of machines says nothing of the one that it is on.
 */
final class Statements {

  private static final Pattern TAIL = Pattern.compile(".*[-_]([^-_]+)");
  private static final Pattern BRACKET = Pattern.compile(".*\\[([^\\]]+)\\]");

  /** A UUID without its dashes. */
  private static final Pattern BARE_UUID =
      Pattern.compile(
          "(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

  private final CachedHost host;
  private final Map<String, List<ServiceInstance>> byType = new LinkedHashMap<>();
  private final Map<TxtField, String> meanings = new EnumMap<>(TxtField.class);

  /**
   * @param offers the services, the most telling first
   */
  Statements(CachedHost host, List<ServiceInstance> offers) {
    this.host = host;
    offers.stream()
        .filter(offer -> !offer.isGroup())
        .forEach(
            offer ->
                byType.computeIfAbsent(offer.name().type(), t -> new ArrayList<>()).add(offer));
    byType.forEach(this::takeMeanings);
  }

  private void takeMeanings(String type, List<ServiceInstance> offers) {
    for (TxtField meaning : ServiceTypeTable.of(type).keys().keySet()) {
      String value = value(offers.get(0), meaning);
      if (!value.isEmpty()
          && offers.stream().allMatch(offer -> value(offer, meaning).equals(value))) {
        meanings.putIfAbsent(meaning, value);
      }
    }
  }

  /** What a service says under the TXT keys of a meaning, {@code ""} where it says nothing. */
  static String value(ServiceInstance offer, TxtField meaning) {
    for (String key : ServiceTypeTable.of(offer.name().type()).keys(meaning)) {
      String value =
          switch (key) {
            case "@tail" -> group(TAIL, offer.name().instance());
            case "@bracket" -> group(BRACKET, offer.name().instance());
            case "@type" -> group(TAIL, offer.name().spelling());
            default -> offer.txt().get(key);
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

  /** What is said of the machine, by what it means. */
  Map<TxtField, String> meanings() {
    return Collections.unmodifiableMap(meanings);
  }

  /** The machine's name: one that it states, that of a service that bears it, or the host's. */
  String name() {
    return Optional.ofNullable(meanings.get(TxtField.NAME))
        .or(
            () ->
                byType.entrySet().stream()
                    .filter(type -> ServiceTypeTable.of(type.getKey()).named())
                    .findFirst()
                    .map(type -> soleName(type.getValue())))
        .orElseGet(this::hostLabel);
  }

  private String soleName(List<ServiceInstance> offers) {
    return offers.size() == 1 ? offers.get(0).name().instance() : hostLabel();
  }

  /** A service of a type that is not known may bear the machine's name, too. */
  private String hostLabel() {
    List<ServiceInstance> first = byType.isEmpty() ? List.of() : byType.values().iterator().next();
    boolean bearsIt =
        first.size() == 1
            && ServiceTypeTable.of(first.get(0).name().type()).rank() == Integer.MAX_VALUE;
    return bearsIt || host.hostName().isEmpty() && !first.isEmpty()
        ? first.get(0).name().instance()
        : host.name().labels().get(0);
  }

  /** What sort of machine it is, {@code ""} where no service tells. */
  String kind() {
    return byType.keySet().stream()
        .map(type -> ServiceTypeTable.of(type).kind())
        .filter(kind -> !kind.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The services that are the only one of their type here. */
  List<ServiceInstance> sole() {
    return byType.values().stream()
        .filter(offers -> offers.size() == 1)
        .map(offers -> offers.get(0))
        .toList();
  }

  /** What identifies the machine: also what each of several services of one type states. */
  Set<Identifier> identifiers() {
    Set<Identifier> all = new LinkedHashSet<>();
    host.hostName().flatMap(Identifier::hostName).ifPresent(all::add);
    byType.values().stream().flatMap(List::stream).forEach(offer -> identify(offer, all));
    return all;
  }

  private static void identify(ServiceInstance offer, Set<Identifier> all) {
    String namespace = ServiceTypeTable.of(offer.name().type()).namespace();
    if (!namespace.isEmpty()) {
      Identifier.serial(namespace, value(offer, TxtField.SERIAL)).ifPresent(all::add);
    }
    String uuid = BARE_UUID.matcher(value(offer, TxtField.UUID)).replaceFirst("$1-$2-$3-$4-$5");
    Identifier.uuid(uuid).ifPresent(all::add);
    Identifier.mac(value(offer, TxtField.MAC)).ifPresent(all::add);
    String eui64 = value(offer, TxtField.EUI64).toLowerCase(Locale.ROOT);
    Identifier.mac(eui64.replaceFirst("^(.{6})fffe(.{6})$", "$1$2")).ifPresent(all::add);
  }
}
