// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Text;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in a few words how a device differs from what it was. */
final class Difference {

  private static final int MOST = 160;

  private Difference() {}

  static String text(Device before, Device after) {
    List<String> parts = new ArrayList<>();
    part(parts, "status", before.status(), after.status());
    part(parts, "address", address(before), address(after));
    for (Fact fact : Fact.values()) {
      if (fact != Fact.STATUS && fact != Fact.USER_NOTE) {
        part(
            parts,
            fact.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            before.facts().getOrDefault(fact, ""),
            after.facts().getOrDefault(fact, ""));
      }
    }
    part(
        parts,
        "seen by",
        String.join(" ", before.sources().toList()),
        String.join(" ", after.sources().toList()));
    if (!before.services().equals(after.services())) {
      parts.add("services");
    }
    return Text.clean(String.join(", ", parts), MOST);
  }

  private static String address(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  private static void part(List<String> parts, String what, String before, String after) {
    if (!before.equals(after)) {
      parts.add(what + " " + shown(before) + " → " + shown(after));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "–" : value;
  }
}
