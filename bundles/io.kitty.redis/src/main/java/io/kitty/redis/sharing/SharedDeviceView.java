// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.hub.DeviceCodec;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * This hub's own view of a device, as the script compares and merges it.
 *
 * @param text rank, address, name, kind, status, protocol, further JSON members, and site. Of the
 *     members, those after a line feed are readings, whose change is not an event
 * @param status the status, {@code ""} if the device reports none
 * @param sightings the JSON of the sightings, which is published but not stored
 */
public record SharedDeviceView(String text, String status, String sightings) {

  /** Separates the texts of a view; no text of a device contains it. */
  static final char SEPARATOR = '\37';

  /** Precedes the readings; JSON allows it there, and has it nowhere else. */
  private static final char READINGS = '\n';

  private static final String SIGHTINGS = "\"sightings\":";

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
   * @param details the names of the members that only the hub writes
   * @param readings those of the readings among its members
   */
  static SharedDeviceView of(
      Device own, String site, DeviceCodec codec, Set<String> details, Set<String> readings) {
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
            details(own, codec, details, readings),
            site);
    String sightings = members(own, codec, Set.of("sightings"));
    return new SharedDeviceView(
        text, status, sightings.isEmpty() ? "[]" : sightings.substring(SIGHTINGS.length()));
  }

  /** Returns the names of the members that only the hub writes, without readings. */
  static Set<String> details(DeviceCodec codec) {
    Set<String> details = new HashSet<>(codec.members());
    details.removeAll(SHARED);
    details.removeAll(codec.volatileMembers());
    return details;
  }

  /** Returns the names of the readings. */
  static Set<String> readings(DeviceCodec codec) {
    Set<String> readings = new HashSet<>(codec.volatileMembers());
    readings.removeAll(SHARED);
    return readings;
  }

  private static String details(
      Device own, DeviceCodec codec, Set<String> names, Set<String> readings) {
    String facts = members(own, codec, names);
    if (own.state().isEmpty()) {
      return facts;
    }
    return facts + (facts.isEmpty() ? "" : ",") + READINGS + members(own, codec, readings);
  }

  /** Returns some members of a device's JSON, joined by commas. */
  private static String members(Device own, DeviceCodec codec, Set<String> names) {
    String array = codec.json(List.of(own), names);
    return array.substring("[{".length(), array.length() - "}]".length());
  }

  /** Returns the preferred address. */
  public static String ip(Device own) {
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
