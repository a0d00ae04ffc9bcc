// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Warning;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the public JSON of a device. The names are a public contract. */
final class DeviceJson {

  /** The names of all members of a device's object. */
  static final Set<String> MEMBERS =
      Set.of(
          "id",
          "ip",
          "addresses",
          "name",
          "kind",
          "status",
          "source",
          "first_seen",
          "last_seen",
          "presence",
          "departed_reason",
          "departed_at",
          "services",
          "sightings",
          "job",
          "temperatures",
          "error",
          "vendor",
          "model",
          "model_code",
          "firmware",
          "url",
          "hostname",
          "virtual",
          "needs_key",
          "serial",
          "uuid",
          "mac",
          "user",
          "aliases",
          "ambiguous",
          "warnings");

  /** The members that may change when a device is merely seen again. */
  static final Set<String> VOLATILE_MEMBERS =
      Set.of("last_seen", "sightings", "job", "temperatures", "error");

  private DeviceJson() {}

  static void write(JsonGenerator json, Device device) throws IOException {
    json.writeStartObject();
    members(json, device);
    json.writeEndObject();
  }

  /** Writes the members of a device's object, without its braces. */
  static void members(JsonGenerator json, Device device) throws IOException {
    json.writeStringField("id", device.id().value());
    json.writeStringField("ip", device.address().map(InetAddress::getHostAddress).orElse(""));
    texts(json, "addresses", device.addresses().stream().map(InetAddress::getHostAddress).toList());
    json.writeStringField("name", device.name());
    json.writeStringField("kind", device.kind());
    json.writeStringField("status", device.status());
    json.writeStringField("source", device.source());
    time(json, "first_seen", device.firstSeen());
    time(json, "last_seen", device.lastSeen());
    presence(json, device.departure());
    json.writeArrayFieldStart("services");
    for (Service service : device.services()) {
      write(json, service);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("sightings");
    for (Evidence evidence : device.evidence()) {
      if (evidence.live()) {
        write(json, evidence);
      }
    }
    json.writeEndArray();
    MachineStateJson.members(json, device.state());
    optionalMembers(json, device);
  }

  private static void presence(JsonGenerator json, @Nullable Departure departure)
      throws IOException {
    json.writeStringField("presence", departure == null ? "present" : "departed");
    if (departure != null) {
      json.writeStringField("departed_reason", departure.reason().name());
      time(json, "departed_at", departure.at());
    }
  }

  private static void optionalMembers(JsonGenerator json, Device device) throws IOException {
    for (Fact fact : Fact.values()) {
      if (fact.byUser()) {
        continue;
      }
      String value = device.facts().get(fact);
      switch (fact) {
        case NAME, KIND, STATUS -> {}
        case VIRTUAL -> {
          if ("true".equals(value)) {
            json.writeBooleanField("virtual", true);
          }
        }
        default -> optional(json, fact.member(), value);
      }
    }
    optional(json, "serial", value(device.identifier(Identifier.Serial.class)));
    optional(json, "uuid", value(device.identifier(Identifier.Uuid.class)));
    optional(json, "mac", value(device.identifier(Identifier.Mac.class)));
    if (!device.facts().containsKey(Fact.HOSTNAME)) {
      optional(json, "hostname", value(device.identifier(Identifier.HostName.class)));
    }
    user(json, device);
    if (!device.aliases().isEmpty()) {
      texts(json, "aliases", device.aliases().stream().map(DeviceId::value).toList());
    }
    if (device.ambiguous()) {
      json.writeBooleanField("ambiguous", true);
    }
    if (!device.warnings().isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (Warning warning : device.warnings()) {
        write(json, warning);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Warning warning) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", warning.code());
    json.writeStringField("text", warning.text());
    time(json, "since", warning.since());
    InetAddress address = warning.address();
    if (address != null) {
      json.writeStringField("address", address.getHostAddress());
    }
    if (warning.mac() != null) {
      json.writeStringField("mac", warning.mac().value());
    }
    json.writeEndObject();
  }

  /** Writes all annotations, if there are any. */
  private static void user(JsonGenerator json, Device device) throws IOException {
    Map<Fact, String> facts = device.facts();
    if (facts.keySet().stream().noneMatch(Fact::byUser)) {
      return;
    }
    json.writeObjectFieldStart("user");
    json.writeStringField(Fact.USER_NAME.member(), facts.getOrDefault(Fact.USER_NAME, ""));
    json.writeStringField(Fact.USER_NOTE.member(), facts.getOrDefault(Fact.USER_NOTE, ""));
    json.writeStringField(Fact.USER_ROOM.member(), facts.getOrDefault(Fact.USER_ROOM, ""));
    texts(json, Fact.USER_TAGS.member(), device.tags());
    json.writeBooleanField(Fact.USER_IGNORED.member(), device.ignored());
    json.writeBooleanField(Fact.USER_SLEEPS.member(), device.sleeps());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Service service) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", service.type());
    json.writeStringField("name", service.name());
    json.writeNumberField("port", service.port());
    json.writeObjectFieldStart("txt");
    for (Map.Entry<String, String> pair : service.txt().entrySet()) {
      json.writeStringField(pair.getKey(), pair.getValue());
    }
    json.writeEndObject();
    if (!service.url().isEmpty()) {
      json.writeStringField("url", service.url());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Evidence evidence) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", evidence.source().id());
    json.writeStringField("key", evidence.sighting().key());
    json.writeStringField("address", evidence.sighting().endpoint().address().getHostAddress());
    json.writeStringField("interface", evidence.sighting().endpoint().interfaceName());
    InetAddress via = evidence.sighting().via();
    if (via != null) {
      json.writeStringField("via", via.getHostAddress());
    }
    time(json, "first_seen", evidence.firstSeen());
    time(json, "last_seen", evidence.lastSeen());
    time(json, "expires", evidence.expires());
    json.writeObjectFieldStart("attributes");
    Map<String, Object> attributes = new LinkedHashMap<>(evidence.sighting().attributes());
    evidence.sighting().readings().forEach(attributes::putIfAbsent);
    scalars(json, attributes);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void scalars(JsonGenerator json, Map<String, Object> pairs) throws IOException {
    for (Map.Entry<String, Object> pair : pairs.entrySet()) {
      json.writeFieldName(pair.getKey());
      Object value = pair.getValue();
      if (value instanceof Boolean flag) {
        json.writeBoolean(flag);
      } else if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else {
        json.writeString(value.toString());
      }
    }
  }

  static void time(JsonGenerator json, String name, Instant time) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(seconds(time));
  }

  /** Returns epoch seconds, with milliseconds. */
  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static @Nullable String value(Optional<? extends Identifier> identifier) {
    return identifier.map(Identifier::value).orElse(null);
  }
}
