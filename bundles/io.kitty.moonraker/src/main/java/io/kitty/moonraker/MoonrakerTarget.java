// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the Moonraker of a printer is. Only what the printer announced itself to this hub counts,
 * not what another host or hub says of it.
 *
 * @param key the key of the announcement
 * @param endpoint the address and interface at which it was announced
 * @param port its TCP port
 * @param prefix the first part of its paths, {@code ""} or from the first slash on; TXT {@code
 *     route_prefix}
 * @param identifiers those of the announcement: they tell the hub that the status is of the same
 *     device when the printer gets another address
 */
record MoonrakerTarget(
    String key, Endpoint endpoint, int port, String prefix, Set<Identifier> identifiers) {

  private static final String TYPE = "_moonraker._tcp";
  private static final String OWN = "moonraker";
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){1,4}");

  /**
   * Returns whether a device announces Moonraker. The evidence of this protocol does not count:
   * otherwise it would keep a printer present whose announcement has ended.
   */
  static boolean isAnnounced(Device device) {
    return announcements(device).findAny().isPresent();
  }

  /**
   * Returns the target at the preferred address of a device; of several at one address, that with
   * the lowest port.
   *
   * @param interfaces the names of the selected interfaces
   */
  static Optional<MoonrakerTarget> of(Device device, Set<String> interfaces) {
    return announcements(device)
        .filter(each -> interfaces.contains(each.sighting().endpoint().interfaceName()))
        .flatMap(each -> services(each).map(service -> of(each, service)))
        .min(
            Comparator.comparingInt((MoonrakerTarget target) -> target.rank(device))
                .thenComparingInt(MoonrakerTarget::port));
  }

  private static MoonrakerTarget of(Evidence evidence, Service service) {
    Sighting announcement = evidence.sighting();
    return new MoonrakerTarget(
        announcement.key(),
        announcement.endpoint(),
        service.port(),
        prefix(service.txt().getOrDefault("route_prefix", "")),
        announcement.identifiers());
  }

  /** Returns whether both are one server, whose identifiers may have become more. */
  boolean isSameServer(MoonrakerTarget other) {
    return key.equals(other.key)
        && endpoint.equals(other.endpoint)
        && port == other.port
        && prefix.equals(other.prefix);
  }

  private int rank(Device device) {
    int place = device.addresses().indexOf(endpoint.address());
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static Stream<Evidence> announcements(Device device) {
    return device
        .sightings()
        .filter(each -> !each.source().relayed() && !each.source().id().equals(OWN))
        .filter(each -> each.sighting().via() == null)
        .filter(each -> services(each).findAny().isPresent());
  }

  private static Stream<Service> services(Evidence evidence) {
    return evidence.sighting().services().stream()
        .filter(each -> each.type().equalsIgnoreCase(TYPE))
        .filter(each -> each.port() > 0 && each.port() < 65_536);
  }

  private static String prefix(String text) {
    String prefix = "/" + text.replaceAll("^/+|/+$", "");
    return PREFIX.matcher(prefix).matches() ? prefix : "";
  }
}
