// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.event.EventDispatcher;
import io.kitty.core.history.DeviceHistoryStore;
import io.kitty.core.registry.RegistrySynchronizer;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the core counts of itself, told as the module {@code core}. It is up whenever somebody can
 * ask, so the hub's health does not list it.
 */
final class CoreStatus {

  private final EventDispatcher mailboxes;
  private final Pipeline pipeline;
  private final RegistrySynchronizer registries;
  private final DeviceHistoryStore chronicle;

  CoreStatus(
      EventDispatcher mailboxes,
      Pipeline pipeline,
      RegistrySynchronizer registries,
      DeviceHistoryStore chronicle) {
    this.mailboxes = mailboxes;
    this.pipeline = pipeline;
    this.registries = registries;
    this.chronicle = chronicle;
  }

  ModuleStatus status() {
    SortedMap<String, Long> counters = new TreeMap<>(registries.counters());
    counters.putAll(chronicle.counters());
    mailboxes.published().forEach((word, events) -> counters.put("events_" + word, events));
    counters.put("events_lost", mailboxes.lost());
    counters.put("listeners", (long) mailboxes.listeners());
    counters.put("pipeline_backlog", (long) pipeline.backlog());
    counters.put("pipeline_dropped", pipeline.dropped());
    counters.put("pipeline_refused", pipeline.refused());
    return ModuleStatus.of("core", State.RUNNING, "", counters);
  }
}
