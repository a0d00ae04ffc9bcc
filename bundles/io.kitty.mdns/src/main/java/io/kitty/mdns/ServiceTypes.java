// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The service types to browse on one link: those that are always asked for, and those that machines
 * list when asked which there are. Bounded. Not thread-safe.
 */
final class ServiceTypes {

  private static final int MOST_LISTED = 256;

  private final List<String> always;
  private final Set<String> listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> browsed = new HashSet<>();

  ServiceTypes(Collection<String> always) {
    this.always = List.copyOf(always);
  }

  /** Takes in the name of a type that a machine lists; any other name is ignored. */
  void list(Name name) {
    if (listed.size() < MOST_LISTED) {
      ServiceName.typeOf(name).ifPresent(listed::add);
    }
  }

  /** The types that machines list. */
  Set<String> listed() {
    return listed;
  }

  /** The listed types that have not been asked for by name yet. */
  Set<String> fresh() {
    Set<String> fresh = new LinkedHashSet<>(listed);
    fresh.removeAll(browsed);
    always.forEach(fresh::remove);
    return fresh;
  }

  /** The fresh types, to be asked for now; they are not fresh any more. */
  Set<String> takeFresh() {
    Set<String> fresh = fresh();
    browsed.addAll(fresh);
    return fresh;
  }

  /** All types, to be asked for now; none is fresh any more. */
  Set<String> takeAll() {
    browsed.addAll(listed);
    Set<String> all = new LinkedHashSet<>(always);
    all.addAll(listed);
    return all;
  }
}
