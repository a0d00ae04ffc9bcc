// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.Progress;
import io.kitty.hub.ModuleStatus.State;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Metrics of the modules. For one thread. */
final class ModuleCollector {

  private static final long MILLIS = 1000;

  /** Modules whose counters other collectors handle. */
  private static final Set<String> OTHERS = Set.of(CoreCollector.MODULE, ServerCollector.MODULE);

  private final MetricFamily up =
      new MetricFamily("kitty_module_up", "Whether a module is up", "module", "protocol");
  private final MetricFamily state =
      new MetricFamily(
          "kitty_module_state", "1 for the state that a module is in", "module", "state");
  private final MetricFamily received =
      new MetricFamily(
          "kitty_packets_received", "Datagrams that a protocol received", "module", "interface");
  private final MetricFamily sent =
      new MetricFamily(
          "kitty_packets_sent", "Datagrams that a protocol sent", "module", "interface");
  private final MetricFamily sightings =
      new MetricFamily("kitty_sightings", "Things that a protocol reported", "module", "interface");
  private final MetricFamily lastScan =
      new MetricFamily(
          "kitty_scan_start_time_seconds",
          "When a protocol's last round of active search began",
          "module");
  private final MetricFamily scanDuration =
      new MetricFamily(
          "kitty_scan_duration_seconds",
          "How long a protocol's last round of active search took",
          "module");
  private final MetricFamily progress =
      new MetricFamily(
          "kitty_scan_progress_ratio",
          "How far a protocol's round of active search is, while it runs",
          "module");
  private final MetricFamily other =
      new MetricFamily(
          "kitty_module_number",
          "What a module counts or measures besides, under the module's own name for it",
          "module",
          "number");

  /** The counters with metrics of their own, by the modules' name for them. */
  private final Map<String, MetricFamily> counters = new LinkedHashMap<>();

  private ModuleCollector() {
    counter("scans", "kitty_scans", "Rounds of active search that a protocol began");
    counter("malformed", "kitty_malformed", "Datagrams that a protocol could not read");
    counter("off_link", "kitty_off_link", "Datagrams from outside the networks they may come from");
    counter("sightings_dropped", "kitty_sightings_dropped", "Reports beyond what may be reported");
    counter("kernel_drops", "kitty_kernel_drops", "Datagrams lost before they could be received");
    counter("tasks_dropped", "kitty_tasks_dropped", "Work that a protocol had too much of");
    counter("handler_failures", "kitty_handler_failures", "Datagrams at which a protocol failed");
  }

  static List<MetricSnapshot> of(List<ModuleStatus> modules) {
    ModuleCollector metrics = new ModuleCollector();
    modules.forEach(metrics::add);
    return metrics.snapshots();
  }

  private void counter(String counter, String name, String help) {
    counters.put(counter, new MetricFamily(name, help, "module"));
  }

  private void add(ModuleStatus module) {
    String id = module.id();
    up.add(module.up(), id, Boolean.toString(module.protocol()));
    for (State each : State.values()) {
      state.add(each == module.state(), id, each.name().toLowerCase(Locale.ROOT));
    }
    for (InterfaceStatus each : module.interfaces()) {
      received.add(each.packetsIn(), id, each.name());
      sent.add(each.packetsOut(), id, each.name());
      sightings.add(each.sightings(), id, each.name());
    }
    if (module.lastRun() != null) {
      lastScan.add((double) module.lastRun().toEpochMilli() / MILLIS, id);
    }
    if (module.lastDuration() != null) {
      scanDuration.add((double) module.lastDuration().toMillis() / MILLIS, id);
    }
    Progress now = module.progress();
    if (now != null) {
      progress.add((double) now.done() / Math.max(1, now.total()), id);
    }
    if (module.protocol()) {
      counters.values().forEach(family -> family.add(0, id));
    }
    if (!OTHERS.contains(id)) {
      module.counters().forEach((counter, value) -> count(id, counter, value));
    }
  }

  private void count(String module, String counter, long value) {
    MetricFamily own = counters.get(counter);
    if (own != null) {
      own.add(value, module);
    } else {
      other.add(value, module, counter);
    }
  }

  private List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> snapshots =
        new ArrayList<>(
            List.of(
                up.gauge(),
                state.gauge(),
                received.counter(),
                sent.counter(),
                sightings.counter(),
                lastScan.gauge(),
                scanDuration.gauge(),
                progress.gauge(),
                other.untyped()));
    counters.values().forEach(family -> snapshots.add(family.counter()));
    return snapshots;
  }
}
