// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

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

/** Makes one status of those of a protocol that runs several times. */
final class StatusAggregator {

  private StatusAggregator() {}

  /** The status of a protocol for which nothing is configured. */
  static ModuleStatus none(String id) {
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
   * All of them as one: those that are switched off do not count where another one is not; one that
   * fails is no failure of all.
   */
  static ModuleStatus together(List<ModuleStatus> all) {
    List<ModuleStatus> on = all.stream().filter(each -> each.state() != State.DISABLED).toList();
    if (all.size() == 1 || on.isEmpty()) {
      return all.get(0);
    }
    ModuleStatus latest =
        on.stream().max(Comparator.comparing(StatusAggregator::lastRun)).orElseThrow();
    return new ModuleStatus(
        latest.id(),
        true,
        state(on),
        joined(on.stream().map(ModuleStatus::detail)),
        latest.lastRun(),
        latest.lastDuration(),
        joined(on.stream().map(ModuleStatus::lastError)),
        counters(on),
        interfaces(on));
  }

  private static Instant lastRun(ModuleStatus status) {
    return Objects.requireNonNullElse(status.lastRun(), Instant.MIN);
  }

  private static State state(List<ModuleStatus> on) {
    if (on.stream().anyMatch(each -> each.state() == State.STARTING)) {
      return State.STARTING;
    }
    if (on.stream().allMatch(each -> each.state() == State.FAILED)) {
      return State.FAILED;
    }
    return on.stream().allMatch(each -> each.state() == State.RUNNING)
        ? State.RUNNING
        : State.DEGRADED;
  }

  private static String joined(Stream<String> sentences) {
    return sentences.filter(each -> !each.isEmpty()).distinct().collect(Collectors.joining("; "));
  }

  private static Map<String, Long> counters(List<ModuleStatus> on) {
    Map<String, Long> sums = new TreeMap<>();
    on.forEach(each -> each.counters().forEach((name, n) -> sums.merge(name, n, Long::sum)));
    return sums;
  }

  private static List<InterfaceStatus> interfaces(List<ModuleStatus> on) {
    Map<String, InterfaceStatus> byName = new TreeMap<>();
    on.stream()
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
