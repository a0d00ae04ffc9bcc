// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import io.kitty.core.event.EventDispatcher;
import io.kitty.core.pipeline.Pipeline;
import io.kitty.core.registry.RegistrySynchronizer;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.inventory.DeviceHistory;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counters of the core, reported as the module {@code core}. It is up whenever it can be
 * queried, so the hub's health does not list it.
 */
public final class CoreStatus {

  private final EventDispatcher events;
  private final Pipeline pipeline;
  private final RegistrySynchronizer registries;
  private final DeviceHistory history;

  public CoreStatus(
      EventDispatcher events,
      Pipeline pipeline,
      RegistrySynchronizer registries,
      DeviceHistory history) {
    this.events = events;
    this.pipeline = pipeline;
    this.registries = registries;
    this.history = history;
  }

  public ModuleStatus status() {
    SortedMap<String, Long> counters = new TreeMap<>(registries.counters());
    counters.putAll(history.counters());
    events.published().forEach((word, count) -> counters.put("events_" + word, count));
    counters.put("events_lost", events.lost());
    counters.put("listeners", (long) events.listeners());
    counters.put("pipeline_backlog", (long) pipeline.backlog());
    counters.put("pipeline_dropped", pipeline.dropped());
    counters.put("pipeline_refused", pipeline.refused());
    return ModuleStatus.of("core", State.RUNNING, "", counters);
  }
}
