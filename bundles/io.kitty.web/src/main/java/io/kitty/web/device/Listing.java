// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceAddress;
import io.kitty.inventory.DeviceQuery;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of devices, read from the query of a URL.
 *
 * @param filter the devices
 * @param after the place after which the page starts; null for the start of the list
 * @param limit the maximum number of devices
 * @param members the names of the members that are returned of each device
 */
public record Listing(
    DeviceFilter filter, @Nullable DeviceAddress after, int limit, Set<String> members) {

  /** The parameters of a listing. */
  public static final List<String> PARAMETERS;

  private static final int MAX_LIMIT = 10_000;
  private static final String CURSOR = "cursor";

  static {
    List<String> all = new ArrayList<>(DeviceFilter.PARAMETERS);
    all.addAll(List.of("limit", CURSOR, "fields"));
    PARAMETERS = List.copyOf(all);
  }

  /**
   * A page of the list.
   *
   * @param next the cursor of the next page; {@code ""} for none
   */
  record Page(List<Device> devices, String next) {}

  /**
   * @param known the names of all members of a device
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

  /** Returns the members that the query asks for; all by default. */
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
   * Returns the page as it is now. Its end is a place in the order and not a count, so that a
   * device that appears or departs moves no other to a page that was already read.
   */
  Page read(Hub hub) {
    List<Device> all = DeviceQuery.sorted(filter.devices(hub).filter(this::isAfter));
    if (all.size() <= limit) {
      return new Page(all, "");
    }
    String last = DeviceAddress.of(all.get(limit - 1)).toString();
    return new Page(
        all.subList(0, limit),
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(last.getBytes(StandardCharsets.US_ASCII)));
  }

  private boolean isAfter(Device device) {
    return after == null || DeviceAddress.of(device).compareTo(after) > 0;
  }
}
