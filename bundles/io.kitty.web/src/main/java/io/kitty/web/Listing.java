// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.hub.DeviceAddress;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.Hub;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list of devices is wanted, and what of each.
 *
 * @param filter which devices
 * @param after those behind this place only; null for all
 * @param limit at most so many
 * @param members the names of the members that are wanted of each
 */
record Listing(DeviceFilter filter, @Nullable DeviceAddress after, int limit, Set<String> members) {

  /** The parameters that say which part, and what of each. */
  static final List<String> PARAMETERS;

  private static final int MAX_LIMIT = 10_000;
  private static final String CURSOR = "cursor";

  static {
    List<String> all = new ArrayList<>(DeviceFilter.PARAMETERS);
    all.addAll(List.of("limit", CURSOR, "fields"));
    PARAMETERS = List.copyOf(all);
  }

  /**
   * A part of a list.
   *
   * @param next the cursor of the part that follows; {@code ""} for none
   */
  record Part(List<Device> devices, String next) {}

  /**
   * @param known the names of all members that a device may have
   * @throws Problem if a value is not allowed
   */
  static Listing of(Fields fields, Set<String> known) {
    Parameters parameters = new Parameters(fields);
    return new Listing(
        DeviceFilter.of(fields),
        after(parameters.text(CURSOR, "")),
        parameters.number("limit", 1, MAX_LIMIT, Integer.MAX_VALUE),
        members(parameters, known));
  }

  /** The members that are wanted of each device. */
  static Set<String> members(Parameters parameters, Set<String> known) {
    Set<String> members = parameters.words("fields");
    for (String member : members) {
      if (!known.contains(member)) {
        throw Parameters.refused("fields", member, String.join(", ", new TreeSet<>(known)));
      }
    }
    return members.isEmpty() ? known : members;
  }

  private static @Nullable DeviceAddress after(String cursor) {
    if (cursor.isEmpty()) {
      return null;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(cursor);
      return DeviceAddress.parse(new String(text, StandardCharsets.US_ASCII))
          .orElseThrow(IllegalArgumentException::new);
    } catch (IllegalArgumentException e) {
      throw Parameters.refused(CURSOR, cursor, "those of the header Link");
    }
  }

  /**
   * The part as it is now. Its end is a place and no count, so that no device that comes or goes
   * moves another one to a part that was read already.
   */
  Part read(Hub hub) {
    List<Device> all = DeviceQuery.sorted(filter.devices(hub).filter(this::isAfter));
    if (all.size() <= limit) {
      return new Part(all, "");
    }
    String last = DeviceAddress.of(all.get(limit - 1)).toString();
    return new Part(
        all.subList(0, limit),
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(last.getBytes(StandardCharsets.US_ASCII)));
  }

  private boolean isAfter(Device device) {
    return after == null || DeviceAddress.of(device).compareTo(after) > 0;
  }
}
