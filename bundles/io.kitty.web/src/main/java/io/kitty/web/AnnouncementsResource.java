// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.Hub;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /announcements}: the services that others announce by themselves. */
final class AnnouncementsResource {

  /** The protocols by which a service says where it is, of its own accord or when asked. */
  private static final Set<String> SOURCES = Set.of("multicast", "beacon", "broadcast");

  private static final String TYPE = "type";

  private final Hub hub;

  AnnouncementsResource(Hub hub) {
    this.hub = hub;
  }

  /** One service, as one device announces it. */
  private record Announced(Device device, Evidence evidence, Service service) {

    /** All that a device announces. One whose protocol knows no services is one by itself. */
    static Stream<Announced> of(Device device) {
      return device.evidence().stream()
          .filter(each -> each.live() && SOURCES.contains(each.source().id()))
          .flatMap(
              each -> services(each).stream().map(service -> new Announced(device, each, service)));
    }

    private static List<Service> services(Evidence evidence) {
      List<Service> services = evidence.sighting().services();
      if (!services.isEmpty()) {
        return services;
      }
      Map<String, Object> said = evidence.sighting().attributes();
      String type = said.getOrDefault(TYPE, "").toString();
      int port = said.get("port") instanceof Long number ? number.intValue() : 0;
      return List.of(new Service(type, "", port, Map.of()));
    }

    boolean hasType(String part) {
      return service.type().toLowerCase(Locale.ROOT).contains(part);
    }

    private String name() {
      Map<Fact, String> facts = evidence.sighting().facts();
      return Stream.of(service.name(), facts.get(Fact.NAME), facts.get(Fact.HOSTNAME))
          .filter(name -> name != null && !name.isEmpty())
          .findFirst()
          .orElse("");
    }

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField(TYPE, service.type());
      json.writeStringField("name", name());
      json.writeStringField("host", evidence.sighting().endpoint().address().getHostAddress());
      json.writeNumberField("port", service.port());
      json.writeStringField("source", evidence.source().id());
      json.writeFieldName("last_seen");
      json.writeNumber(BigDecimal.valueOf(evidence.lastSeen().toEpochMilli(), 3));
      json.writeStringField("device", device.id().value());
      json.writeEndObject();
    }
  }

  void list(Exchange exchange, List<String> variables) {
    String part = new Parameters(exchange.query()).text(TYPE, "").toLowerCase(Locale.ROOT);
    List<Announced> announced =
        DeviceQuery.sorted(hub.devices().stream().filter(DeviceQuery.PRESENT)).stream()
            .flatMap(Announced::of)
            .filter(each -> each.hasType(part))
            .toList();
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartArray();
              for (Announced each : announced) {
                each.write(json);
              }
              json.writeEndArray();
            }));
  }
}
