// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.device.Device;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.DeviceQuery.Ignored;
import io.kitty.inventory.DeviceQuery.Presence;
import io.kitty.inventory.DeviceQuery.Scope;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Fields;

/**
 * A selection of devices, read from the query of a URL.
 *
 * @param query the conditions on a device
 * @param since the earliest time of the last change
 */
public record DeviceFilter(DeviceQuery query, Instant since) {

  /** The parameters that select devices. */
  public static final List<String> PARAMETERS =
      List.of("presence", "kind", "status", "source", "room", "tag", "ignored", "since", "q");

  private static final int MAX_TEXT = 256;

  /**
   * @throws Problem if a value is not allowed
   */
  public static DeviceFilter of(Fields fields) {
    Parameters parameters = new Parameters(fields);
    DeviceQuery query =
        DeviceQuery.builder()
            .presence(presence(parameters.words("presence")))
            .kinds(parameters.words("kind"))
            .statuses(parameters.words("status"))
            .sources(parameters.words("source"))
            .rooms(parameters.words("room"))
            .tags(parameters.words("tag"))
            .ignored(ignored(parameters.text("ignored", "false")))
            .text(parameters.all("q", MAX_TEXT), Scope.NAMES)
            .build();
    return new DeviceFilter(query, parameters.time("since", Instant.EPOCH));
  }

  /** Returns the devices that match, in no particular order. */
  public Stream<Device> devices(Hub hub) {
    Stream<Device> matching = hub.devices().stream().filter(query);
    return since.equals(Instant.EPOCH)
        ? matching
        : matching.filter(device -> hub.changed(device.id()).filter(this::isSince).isPresent());
  }

  private boolean isSince(Instant changed) {
    return !changed.isBefore(since);
  }

  private static Set<Presence> presence(Set<String> values) {
    return values.isEmpty()
        ? Set.of(Presence.PRESENT)
        : values.stream().flatMap(DeviceFilter::presence).collect(Collectors.toSet());
  }

  private static Stream<Presence> presence(String value) {
    return switch (value) {
      case "present" -> Stream.of(Presence.PRESENT);
      case "departed" -> Stream.of(Presence.DEPARTED);
      case "all" -> Stream.of(Presence.values());
      default -> throw Parameters.refused("presence", value, "present, departed, all");
    };
  }

  private static Ignored ignored(String value) {
    return switch (value) {
      case "false" -> Ignored.EXCLUDE;
      case "true" -> Ignored.ONLY;
      case "all" -> Ignored.INCLUDE;
      default -> throw Parameters.refused("ignored", value, "true, false, all");
    };
  }
}
