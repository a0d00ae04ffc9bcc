// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.registry.DeviceRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** The installed registries and their status. */
final class RegistryStatus {

  /**
   * A registry.
   *
   * @param name the id of its module
   * @param role {@code serves}; {@code in step} for one that could take over; {@code away}
   * @param state the state of its module
   * @param detail the reason of the state
   * @param counters its counters
   */
  record Row(String name, String role, State state, String detail, Map<String, Long> counters) {}

  private RegistryStatus() {}

  /**
   * Returns the serving registry first, then those in step with it, then those that do not work.
   */
  static List<Row> of(BundleContext bundles, Hub hub) {
    List<String> working = working(bundles);
    Set<String> all = new LinkedHashSet<>(working);
    all.addAll(installed(bundles));
    List<Row> rows = new ArrayList<>();
    for (String name : all) {
      String role =
          !working.contains(name) ? "away" : name.equals(working.get(0)) ? "serves" : "in step";
      rows.add(row(name, role, hub.modules()));
    }
    return rows;
  }

  private static Row row(String name, String role, List<ModuleStatus> modules) {
    return modules.stream()
        .filter(module -> module.id().equals(name))
        .findFirst()
        .map(module -> new Row(name, role, module.state(), module.detail(), module.counters()))
        .orElseGet(() -> new Row(name, role, State.STARTING, "", Map.of()));
  }

  /** Returns the registries that are services, in the hub's order of preference. */
  private static List<String> working(BundleContext bundles) {
    try {
      Collection<ServiceReference<DeviceRegistry>> references =
          bundles.getServiceReferences(DeviceRegistry.class, null);
      return references.stream()
          .sorted(Comparator.reverseOrder())
          .map(reference -> String.valueOf(reference.getProperty(DeviceRegistry.NAME)))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> installed(BundleContext bundles) {
    Set<String> names = new TreeSet<>();
    for (Bundle bundle : bundles.getBundles()) {
      BundleRevision revision = bundle.adapt(BundleRevision.class);
      if (revision != null) {
        revision
            .getDeclaredCapabilities(DeviceRegistry.NAMESPACE)
            .forEach(held -> names.add(String.valueOf(held.getAttributes().get("module"))));
      }
    }
    return names;
  }
}
