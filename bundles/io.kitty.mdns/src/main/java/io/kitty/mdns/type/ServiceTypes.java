// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.type;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The service types to browse on one link: the configured ones, and those that responders list.
 * Types that differ only in case are the same. Bounded. Not thread-safe.
 */
public final class ServiceTypes {

  private static final int MAX_LISTED = 256;

  private final List<String> always;
  private final Set<String> listed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> browsed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  public ServiceTypes(Collection<String> always) {
    this.always = List.copyOf(always);
    this.browsed.addAll(always);
  }

  /** Adds a type that a responder lists; any other name is ignored. */
  public void list(DnsName name) {
    if (listed.size() < MAX_LISTED) {
      ServiceInstanceName.typeOf(name).ifPresent(listed::add);
    }
  }

  /** Returns the listed types. */
  public Set<String> listed() {
    return listed;
  }

  /** Returns the listed types that were not queried by name yet. */
  public Set<String> fresh() {
    Set<String> fresh = new LinkedHashSet<>();
    listed.stream().filter(type -> !browsed.contains(type)).forEach(fresh::add);
    return fresh;
  }

  /** Returns the same and marks them as queried. */
  public Set<String> takeFresh() {
    Set<String> fresh = fresh();
    browsed.addAll(fresh);
    return fresh;
  }

  /** Returns all types and marks them as queried. */
  public Set<String> takeAll() {
    Set<String> all = new LinkedHashSet<>(always);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(always);
    listed.stream().filter(known::add).forEach(all::add);
    browsed.addAll(listed);
    return all;
  }
}
