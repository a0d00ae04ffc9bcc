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
 * This hub's own view of a device, as the script compares and merges it.
 *
 * @param text rank, address, name, kind, state, protocol, further JSON members, and site
 * @param status the status, {@code ""} if the device reports none
 * @param sightings the JSON of the sightings, which is published but not stored
 */
record SharedDeviceView(String text, String status, String sightings) {

  /** Separates the texts of a view; no text of a device contains it. */
  static final char SEPARATOR = '\37';

  /** The members that the script writes itself, merged from all hubs. */
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

  /** Returns the preferred address. */
  static String ip(Device own) {
    return own.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** Returns how much this hub's view weighs: 0 if it does not see the device. */
  private static int rank(Device own) {
    return own.sightings()
        .map(Evidence::source)
        .mapToInt(source -> 1 + source.authority().ordinal())
        .max()
        .orElse(0);
  }
}
