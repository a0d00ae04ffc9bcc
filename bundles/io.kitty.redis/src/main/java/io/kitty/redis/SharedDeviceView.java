// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.hub.DeviceCodec;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this hub itself says of a device, as the script compares and merges it.
 *
 * @param text rank, address, name, kind, state, protocol, further JSON members, and site
 * @param status the state, {@code ""} where the machine tells none
 * @param sightings the JSON of the sightings, which is told and not kept
 */
record SharedDeviceView(String text, String status, String sightings) {

  /** Parts the texts of a view; no text of a device holds it. */
  static final char SEPARATOR = '\37';

  /** Those that the script writes itself, for all hubs together. */
  private static final Set<String> SHARED =
      Set.of(
          "id",
          "ip",
          "name",
          "kind",
          "status",
          "source",
          "first_seen",
          "last_seen",
          "presence",
          "departed_reason",
          "departed_at",
          "sightings");

  /**
   * @param own a device without what came from other hubs
   */
  static SharedDeviceView of(Device own, String site, DeviceCodec codec) {
    Map<String, String> members = JsonMembers.of(codec.json(own));
    String details =
        members.entrySet().stream()
            .filter(member -> !SHARED.contains(member.getKey()))
            .map(member -> '"' + member.getKey() + "\":" + member.getValue())
            .collect(Collectors.joining(","));
    String status = own.facts().getOrDefault(Fact.STATUS, "");
    String text =
        String.join(
            String.valueOf(SEPARATOR),
            String.valueOf(rank(own)),
            ip(own),
            own.name(),
            own.kind(),
            status,
            own.source(),
            details,
            site);
    return new SharedDeviceView(text, status, members.getOrDefault("sightings", "[]"));
  }

  /** The address to use. */
  static String ip(Device own) {
    return own.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** How much this hub's word weighs: 0 if it does not see the device. */
  private static int rank(Device own) {
    return own.sightings()
        .map(Evidence::source)
        .mapToInt(source -> 1 + source.authority().ordinal())
        .max()
        .orElse(0);
  }
}
