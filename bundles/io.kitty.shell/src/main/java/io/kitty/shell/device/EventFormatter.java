// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static java.util.stream.Collectors.joining;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.SafeTable;
import java.net.InetAddress;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Formats an event as one line. */
final class EventFormatter {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final int WIDTH = 512;

  private EventFormatter() {}

  /** Returns a line such as {@code 12:00:07 appeared mac:… at 10.0.0.7, host, online}. */
  static String of(DeviceEvent event, LocalTime time) {
    String head =
        String.format("%s %-8s %s ", TIME.format(time), event.word(), event.device().id());
    return SafeTable.fit(head + rest(event), WIDTH);
  }

  private static String rest(DeviceEvent event) {
    Device device = event.device();
    if (event instanceof DeviceEvent.Changed changed) {
      return parts(device.name(), String.join("; ", changes(changed)));
    }
    if (event instanceof DeviceEvent.Departed departed) {
      return parts(
          device.name(),
          Labels.of(departed.reason())
              + departed.next().map(successor -> " into " + successor).orElse(""));
    }
    return parts(
        device.name(),
        device.kind(),
        device.facts().getOrDefault(Fact.MODEL, ""),
        device.status(),
        Labels.address(device));
  }

  private static List<String> changes(DeviceEvent.Changed event) {
    List<String> changes = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      change(event, Labels.of(fact), device -> device.facts().getOrDefault(fact, ""), changes);
    }
    change(event, "address", EventFormatter::addresses, changes);
    change(event, "seen by", Labels::sources, changes);
    return changes.isEmpty() ? List.of("details") : changes;
  }

  private static void change(
      DeviceEvent.Changed event, String what, Function<Device, String> of, List<String> changes) {
    String before = of.apply(event.before());
    String after = of.apply(event.device());
    if (!Objects.equals(before, after)) {
      changes.add(what + " " + shown(before) + " -> " + shown(after));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "-" : value;
  }

  private static String addresses(Device device) {
    return device.addresses().stream().map(InetAddress::getHostAddress).collect(joining(" "));
  }

  private static String parts(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(joining(", "));
  }
}
