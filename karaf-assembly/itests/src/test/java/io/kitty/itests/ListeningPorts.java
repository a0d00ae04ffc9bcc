// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The UDP ports that protocols listen on by default; other protocols only send queries. */
public final class ListeningPorts {
  private static final Map<String, Set<Integer>> PORTS =
      Map.of(
          "bambu", Set.of(1900, 1990, 2021),
          "beacon", Set.of(5354),
          "flashforge", Set.of(18007),
          "mdns", Set.of(5353),
          "multicast", Set.of(5004),
          "ssdp", Set.of(1900));

  private static final Set<String> ASKING =
      Set.of(
          "creality",
          "elegoo.sdcp",
          "flashforge.tcp",
          "ipp",
          "moonraker",
          "octoprint.state",
          "prusalink.state",
          "ultimaker");

  private ListeningPorts() {}

  public static Set<Integer> of(String protocol) {
    return PORTS.getOrDefault(protocol, Set.of());
  }

  /** What asks printers has a socket only while it does. */
  public static boolean opensNone(String protocol) {
    return ASKING.contains(protocol);
  }

  public static Set<Integer> all() {
    return PORTS.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
  }
}
