// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.hub.Hub;
import io.kitty.inventory.DeviceQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A service that announces its address, unsolicited or when queried. The contents are untrusted.
 *
 * @param device the device that announces it
 * @param type its type, {@code ""} if unknown
 * @param name its name, {@code ""} if unknown
 * @param host its IP address
 * @param port its port, 0 if unknown
 * @param source the protocol
 * @param lastSeen when it was last announced, wall time
 */
public record AnnouncedService(
    Device device,
    String type,
    String name,
    String host,
    int port,
    String source,
    Instant lastSeen) {

  /**
   * Returns all services that present devices which are not ignored announce, in the order of the
   * devices.
   *
   * @param type a substring of the type, case-insensitive; {@code ""} for all
   */
  public static List<AnnouncedService> of(Hub hub, String type) {
    String part = type.toLowerCase(Locale.ROOT);
    Set<String> protocols = hub.announcementProtocols();
    return DeviceQuery.sorted(hub.devices().stream().filter(DeviceQuery.PRESENT)).stream()
        .flatMap(device -> of(device, protocols))
        .filter(each -> each.type.toLowerCase(Locale.ROOT).contains(part))
        .toList();
  }

  /**
   * Returns all services that a device announces. If its protocol has no services, the device
   * itself is one.
   */
  private static Stream<AnnouncedService> of(Device device, Set<String> protocols) {
    return device.evidence().stream()
        .filter(each -> each.live() && protocols.contains(each.source().id()))
        .flatMap(each -> services(each).stream().map(service -> of(device, each, service)));
  }

  private static List<Service> services(Evidence evidence) {
    List<Service> services = evidence.sighting().services();
    if (!services.isEmpty()) {
      return services;
    }
    Map<String, Object> attributes = evidence.sighting().attributes();
    String type = attributes.getOrDefault("type", "").toString();
    int port = attributes.get("port") instanceof Long number ? number.intValue() : 0;
    return List.of(new Service(type, "", port, Map.of()));
  }

  private static AnnouncedService of(Device device, Evidence evidence, Service service) {
    return new AnnouncedService(
        device,
        service.type(),
        name(evidence, service),
        evidence.sighting().endpoint().address().getHostAddress(),
        service.port(),
        evidence.source().id(),
        evidence.lastSeen());
  }

  private static String name(Evidence evidence, Service service) {
    Map<Fact, String> facts = evidence.sighting().facts();
    return Stream.of(service.name(), facts.get(Fact.NAME), facts.get(Fact.HOSTNAME))
        .filter(name -> name != null && !name.isEmpty())
        .findFirst()
        .orElse("");
  }
}
