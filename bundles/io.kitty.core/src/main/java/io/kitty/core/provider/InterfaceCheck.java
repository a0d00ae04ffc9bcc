// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.InterfaceTable;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one sentence why a protocol runs on no interface. */
final class InterfaceCheck {

  private static final InterfaceFilter REAL = InterfaceFilter.of(InterfaceFilter.DEFAULT);

  private InterfaceCheck() {}

  /** What is wrong; empty where a wanted interface is up. */
  static Optional<String> complaint(InterfaceFilter wanted, InterfaceTable there) {
    if (there.links().stream().anyMatch(link -> wanted.test(link.name()))) {
      return Optional.empty();
    }
    Map<String, String> unusable = new TreeMap<>(there.unusable());
    unusable.keySet().removeIf(wanted.negate());
    if (!unusable.isEmpty()) {
      return Optional.of(
          "no interface can be used: "
              + unusable.entrySet().stream()
                  .map(each -> each.getKey() + " " + each.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (wanted.equals(REAL)) {
      return Optional.of("no network interface is there" + others(there));
    }
    String lead =
        wanted.toString().isEmpty() ? "interfaces is empty" : "no interface fits " + wanted;
    return Optional.of(lead + "; " + choice(there));
  }

  /** Why it has no socket on any interface; empty where it has one. */
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

  private static String others(InterfaceTable there) {
    List<String> all = names(there, name -> true);
    return all.isEmpty() ? "" : " but " + String.join(", ", all);
  }

  private static String choice(InterfaceTable there) {
    List<String> real = names(there, REAL);
    List<String> names = real.isEmpty() ? names(there, name -> true) : real;
    return switch (names.size()) {
      case 0 -> "there is none";
      case 1 -> "there is " + names.get(0);
      default -> "there are " + String.join(", ", names);
    };
  }

  private static List<String> names(InterfaceTable there, Predicate<String> wanted) {
    return Stream.concat(
            there.links().stream().map(NetworkLink::name),
            there.unusable().keySet().stream().sorted())
        .filter(wanted)
        .toList();
  }
}
