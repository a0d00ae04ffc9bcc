// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.ByHand;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Identifier.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The only place that may join two records into one. Which entries are one machine is a function of
 * the set of entries alone: their order does not matter.
 *
 * <p>Links are drawn strongest first, ties by value: first the identifiers, then the addresses of
 * entries that show no hardware address. A link never unites two different serials of one
 * namespace: those that carry them stay apart and are marked as ambiguous, the others that it links
 * are united. What people said is one machine is one, whatever its serials.
 */
final class Identity {

  private final List<Entry> entries;
  private final int[] parent;
  private final List<Map<String, Set<String>>> serials;
  private final List<Set<Identifier>> macs;
  private final List<Set<Identifier>> refused;
  private final Index index;

  private Identity(Collection<Entry> all, Index index) {
    this.entries = List.copyOf(all);
    this.index = index;
    int size = entries.size();
    this.parent = new int[size];
    this.serials = new ArrayList<>(size);
    this.macs = new ArrayList<>(size);
    this.refused = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      parent[i] = i;
      Map<String, Set<String>> own = new HashMap<>();
      Set<Identifier> hardware = new TreeSet<>();
      for (Identifier identifier : entries.get(i).identifiers) {
        if (identifier instanceof Serial serial) {
          own.computeIfAbsent(serial.namespace(), n -> new TreeSet<>()).add(serial.value());
        } else if (identifier instanceof Mac && index.joins(identifier)) {
          hardware.add(identifier);
        }
      }
      serials.add(own);
      macs.add(hardware);
      refused.add(new TreeSet<>());
    }
  }

  /**
   * Splits entries into machines.
   *
   * @param index knows which identifiers may join at all
   */
  static List<Group> partition(Collection<Entry> entries, Index index) {
    Identity identity = new Identity(entries, index);
    identity.linkIdentifiers();
    identity.linkAddresses();
    return identity.groups();
  }

  private void linkIdentifiers() {
    SortedMap<Identifier, List<Integer>> links = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      for (Identifier identifier : entries.get(i).identifiers) {
        if (index.joins(identifier)) {
          links.computeIfAbsent(identifier, link -> new ArrayList<>()).add(i);
        }
      }
    }
    links.values().removeIf(holders -> holders.size() == 1);
    links.forEach(
        (identifier, holders) -> {
          List<Integer> roots = roots(holders);
          boolean byHand = identifier instanceof ByHand;
          List<Integer> apart =
              roots.stream().filter(root -> !byHand && hasRival(root, roots)).toList();
          apart.forEach(root -> refused.get(root).add(identifier));
          unite(roots.stream().filter(root -> !apart.contains(root)).toList());
        });
  }

  private void linkAddresses() {
    Map<Endpoint, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (index.holdsItsAddress(entry) && entry.identifiers.stream().noneMatch(this::locates)) {
        places.computeIfAbsent(entry.endpoint(), place -> new ArrayList<>()).add(i);
      }
    }
    places.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_PLACE))
        .map(Map.Entry::getValue)
        .forEach(
            holders -> {
              List<Integer> roots = roots(holders);
              unite(
                  roots.stream()
                      .filter(root -> !hasRival(root, roots) && !hasOtherHardware(root, roots))
                      .toList());
            });
  }

  private static final Comparator<Endpoint> BY_PLACE =
      Comparator.comparing((Endpoint endpoint) -> endpoint.address().getHostAddress())
          .thenComparing(Endpoint::interfaceName);

  private boolean locates(Identifier identifier) {
    return identifier instanceof Mac && index.joins(identifier);
  }

  /** Whether one of the others carries a different serial in a namespace that both have. */
  private boolean hasRival(int root, List<Integer> others) {
    return !serials.get(root).isEmpty()
        && others.stream()
            .anyMatch(
                other ->
                    serials.get(root).entrySet().stream()
                        .anyMatch(
                            own -> {
                              Set<String> theirs = serials.get(other).get(own.getKey());
                              return theirs != null && Collections.disjoint(theirs, own.getValue());
                            }));
  }

  private boolean hasOtherHardware(int root, List<Integer> others) {
    Set<Identifier> own = macs.get(root);
    return !own.isEmpty()
        && others.stream()
            .map(macs::get)
            .anyMatch(theirs -> !theirs.isEmpty() && Collections.disjoint(theirs, own));
  }

  private List<Integer> roots(List<Integer> holders) {
    return holders.stream().map(this::root).distinct().toList();
  }

  private int root(int i) {
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  private void unite(List<Integer> roots) {
    for (int i = 1; i < roots.size(); i++) {
      int into = roots.get(0);
      int from = roots.get(i);
      parent[from] = into;
      serials
          .get(from)
          .forEach(
              (namespace, values) ->
                  serials
                      .get(into)
                      .computeIfAbsent(namespace, n -> new TreeSet<>())
                      .addAll(values));
      macs.get(into).addAll(macs.get(from));
      refused.get(into).addAll(refused.get(from));
    }
  }

  private List<Group> groups() {
    Map<Integer, Group> groups = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      int root = root(i);
      Group group = groups.computeIfAbsent(root, r -> new Group());
      group.members.add(entries.get(i));
      group.refused.addAll(refused.get(root));
    }
    return List.copyOf(groups.values());
  }
}
