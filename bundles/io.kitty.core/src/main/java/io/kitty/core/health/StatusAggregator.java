// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Combines the statuses of the instances of one protocol. */
public final class StatusAggregator {

  private StatusAggregator() {}

  /** Returns the status of a protocol without configured instances. */
  public static ModuleStatus none(String id) {
    return new ModuleStatus(
        id,
        true,
        State.DISABLED,
        "no etc/io.kitty." + id + "-NAME.cfg is there",
        null,
        null,
        "",
        Map.of(),
        List.of());
  }

  /**
   * Combines several statuses: disabled instances are ignored unless all are disabled, and the
   * result has failed only if all instances have.
   */
  public static ModuleStatus combine(List<ModuleStatus> all) {
    List<ModuleStatus> enabled =
        all.stream().filter(each -> each.state() != State.DISABLED).toList();
    if (all.size() == 1 || enabled.isEmpty()) {
      return all.get(0);
    }
    ModuleStatus latest =
        enabled.stream().max(Comparator.comparing(StatusAggregator::lastRun)).orElseThrow();
    return new ModuleStatus(
        latest.id(),
        true,
        state(enabled),
        joined(enabled.stream().map(ModuleStatus::detail)),
        latest.lastRun(),
        latest.lastDuration(),
        joined(enabled.stream().map(ModuleStatus::lastError)),
        counters(enabled),
        interfaces(enabled));
  }

  private static Instant lastRun(ModuleStatus status) {
    return Objects.requireNonNullElse(status.lastRun(), Instant.MIN);
  }

  private static State state(List<ModuleStatus> enabled) {
    if (enabled.stream().anyMatch(each -> each.state() == State.STARTING)) {
      return State.STARTING;
    }
    if (enabled.stream().allMatch(each -> each.state() == State.FAILED)) {
      return State.FAILED;
    }
    return enabled.stream().allMatch(each -> each.state() == State.RUNNING)
        ? State.RUNNING
        : State.DEGRADED;
  }

  private static String joined(Stream<String> sentences) {
    return sentences.filter(each -> !each.isEmpty()).distinct().collect(Collectors.joining("; "));
  }

  private static Map<String, Long> counters(List<ModuleStatus> enabled) {
    Map<String, Long> sums = new TreeMap<>();
    enabled.forEach(each -> each.counters().forEach((name, n) -> sums.merge(name, n, Long::sum)));
    return sums;
  }

  private static List<InterfaceStatus> interfaces(List<ModuleStatus> enabled) {
    Map<String, InterfaceStatus> byName = new TreeMap<>();
    enabled.stream()
        .flatMap(each -> each.interfaces().stream())
        .forEach(each -> byName.merge(each.name(), each, StatusAggregator::sum));
    return List.copyOf(byName.values());
  }

  private static InterfaceStatus sum(InterfaceStatus one, InterfaceStatus other) {
    return new InterfaceStatus(
        one.name(),
        one.state() == State.RUNNING ? other.state() : one.state(),
        one.packetsIn() + other.packetsIn(),
        one.packetsOut() + other.packetsOut(),
        one.sightings() + other.sightings(),
        joined(Stream.of(one.lastError(), other.lastError())),
        joined(Stream.of(one.hint(), other.hint())));
  }
}
