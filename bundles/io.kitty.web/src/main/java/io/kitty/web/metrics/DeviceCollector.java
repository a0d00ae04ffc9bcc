// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.device.Device;
import io.kitty.inventory.DeviceQuery;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The number of devices that are not ignored. The number of kinds is limited, as a kind may come
 * from the network.
 */
final class DeviceCollector {

  private static final int MAX_KINDS = 50;
  private static final String OTHER = "other";
  private static final DeviceQuery COUNTED = DeviceQuery.builder().presence(Set.of()).build();
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

  private DeviceCollector() {}

  static List<MetricSnapshot> of(Collection<Device> devices) {
    Map<String, Long> present = new HashMap<>();
    Map<String, Long> departed = new HashMap<>();
    Map<String, Long> all = new HashMap<>();
    for (Device device : devices) {
      if (!COUNTED.test(device)) {
        continue;
      }
      String kind = KIND.matcher(device.kind()).matches() ? device.kind() : OTHER;
      (device.present() ? present : departed).merge(kind, 1L, Long::sum);
      all.merge(kind, 1L, Long::sum);
    }
    Set<String> shown = mostFrequent(all);
    MetricFamily family =
        new MetricFamily("kitty_devices", "Devices that are known, by kind", "kind", "presence");
    for (String kind : all.keySet()) {
      String label = shown.contains(kind) ? kind : OTHER;
      family.add(present.getOrDefault(kind, 0L), label, "present");
      family.add(departed.getOrDefault(kind, 0L), label, "departed");
    }
    return List.of(family.gauge());
  }

  private static Set<String> mostFrequent(Map<String, Long> kinds) {
    return kinds.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_KINDS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
