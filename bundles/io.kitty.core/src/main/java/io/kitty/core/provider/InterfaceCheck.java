// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.net.link.InterfaceTable;
import io.kitty.text.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains in one sentence why a protocol runs on no interface. */
final class InterfaceCheck {

  private static final int MAX_SHOWN = 100;
  private static final InterfaceFilter DEFAULT = InterfaceFilter.of(InterfaceFilter.DEFAULT);

  private InterfaceCheck() {}

  /** Returns the problem; empty if a selected interface is up. */
  static Optional<String> noInterface(InterfaceFilter filter, InterfaceTable table) {
    if (table.links().stream().anyMatch(link -> filter.test(link.name()))) {
      return Optional.empty();
    }
    Map<String, String> unusable = new TreeMap<>(table.unusable());
    unusable.keySet().removeIf(filter.negate());
    if (!unusable.isEmpty()) {
      return Optional.of(
          "no interface can be used: "
              + unusable.entrySet().stream()
                  .map(each -> each.getKey() + " " + each.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (filter.equals(DEFAULT)) {
      return Optional.of("no network interface is there" + others(table));
    }
    String wanted = SafeText.clean(filter.toString(), MAX_SHOWN);
    String lead = wanted.isEmpty() ? "interfaces is empty" : "no interface fits " + wanted;
    return Optional.of(lead + "; " + available(table));
  }

  /** Returns why it has no socket on any interface; empty if it has one. */
  static Optional<String> failure(List<InterfaceStatus> interfaces) {
    List<InterfaceStatus> up =
        interfaces.stream()
            .filter(each -> !each.name().isEmpty() && each.state() != State.DISABLED)
            .toList();
    return up.isEmpty() || up.stream().anyMatch(each -> each.state() != State.FAILED)
        ? Optional.empty()
        : Optional.of(
            up.stream()
                .map(each -> each.name() + ": " + each.lastError())
                .collect(Collectors.joining("; ")));
  }

  private static String others(InterfaceTable table) {
    List<String> all = names(table, name -> true);
    return all.isEmpty() ? "" : " but " + String.join(", ", all);
  }

  private static String available(InterfaceTable table) {
    List<String> real = names(table, DEFAULT);
    List<String> names = real.isEmpty() ? names(table, name -> true) : real;
    return switch (names.size()) {
      case 0 -> "there is none";
      case 1 -> "there is " + names.get(0);
      default -> "there are " + String.join(", ", names);
    };
  }

  private static List<String> names(InterfaceTable table, Predicate<String> filter) {
    return Stream.concat(
            table.links().stream().map(NetworkLink::name),
            table.unusable().keySet().stream().sorted())
        .filter(filter)
        .toList();
  }
}
