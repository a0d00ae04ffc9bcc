// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.hub.ModuleStatus;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;

/** Metrics of the hub's core. */
final class CoreCollector {

  /** The module id of the core. */
  static final String MODULE = "core";

  private static final String EVENTS = "events_";
  private static final double MILLIS = 1000;
  private static final String LOST = "events_lost";

  private CoreCollector() {}

  static List<MetricSnapshot> of(List<ModuleStatus> modules) {
    Map<String, Long> core =
        modules.stream()
            .filter(module -> module.id().equals(MODULE))
            .findFirst()
            .map(ModuleStatus::counters)
            .orElse(Map.of());
    return List.of(
        events(core),
        new MetricFamily("kitty_events_lost", "Events that listeners lost by being slow")
            .add(core.getOrDefault(LOST, 0L))
            .counter(),
        gauge(core, "listeners", "kitty_event_listeners", "Listeners to events within the hub"),
        gauge(
            core, "pipeline_backlog", "kitty_pipeline_backlog", "Weight of the waiting sightings"),
        new MetricFamily("kitty_pipeline_dropped", "Sightings dropped as others had to go first")
            .add(core.getOrDefault("pipeline_dropped", 0L))
            .counter(),
        new MetricFamily("kitty_pipeline_refused", "Sightings of new things that a bound refused")
            .add(core.getOrDefault("pipeline_refused", 0L))
            .counter(),
        registries(core, "backlog", 1, "kitty_registry_backlog", "Devices that wait to be saved")
            .gauge(),
        registries(core, "saves", 1, "kitty_registry_saves", "Times that something was saved")
            .counter(),
        registries(core, "failures", 1, "kitty_registry_failures", "Loads and saves that failed")
            .counter(),
        registries(core, "save_ms", MILLIS, "kitty_registry_save_seconds", "Time that saves took")
            .counter(),
        gauge(core, "history_bytes", "kitty_history_bytes", "Size of the history"),
        gauge(
            core,
            "history_backlog",
            "kitty_history_backlog_bytes",
            "What waits to be written to the history"),
        new MetricFamily("kitty_history_lost", "Events that the history had no room for")
            .add(core.getOrDefault("history_lost", 0L))
            .counter());
  }

  /** Returns a counter of all registries; the counter's name ends with the registry's. */
  private static MetricFamily registries(
      Map<String, Long> core, String counter, double unit, String name, String help) {
    MetricFamily family = new MetricFamily(name, help, "registry");
    String prefix = "registry_" + counter + "_";
    core.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            family.add(value / unit, key.substring(prefix.length()));
          }
        });
    return family;
  }

  private static MetricSnapshot events(Map<String, Long> core) {
    MetricFamily events =
        new MetricFamily("kitty_events", "Events, by what happened to a device", "event");
    for (String word : List.of("appeared", "changed", "departed")) {
      events.add(core.getOrDefault(EVENTS + word, 0L), word);
    }
    return events.counter();
  }

  private static MetricSnapshot gauge(
      Map<String, Long> core, String counter, String name, String help) {
    return new MetricFamily(name, help).add(core.getOrDefault(counter, 0L)).gauge();
  }
}
