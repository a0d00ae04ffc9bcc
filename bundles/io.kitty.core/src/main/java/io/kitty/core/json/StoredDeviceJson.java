// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.device.Authority;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceClassifier;
import io.kitty.model.device.DeviceMerger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format in which a registry stores a device: its evidence, from which everything else is
 * derived, and what cannot be derived. What a machine is doing ({@link Sighting#state}) is left
 * out: after a restart it would be shown though it is no longer true. Times are epoch milliseconds.
 */
final class StoredDeviceJson {

  private static final int VERSION = 1;

  private static final Pattern LITERAL =
      Pattern.compile("([0-9]{1,3}(?:[.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:%.+)?");

  private StoredDeviceJson() {}

  static void write(JsonGenerator json, Device device) throws IOException {
    json.writeStartObject();
    json.writeNumberField("v", VERSION);
    json.writeStringField("id", device.id().value());
    json.writeNumberField("first", device.firstSeen().toEpochMilli());
    Departure departure = device.departure();
    if (departure != null) {
      json.writeStringField("reason", departure.reason().name());
      json.writeNumberField("left", departure.at().toEpochMilli());
    }
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : device.evidence()) {
      write(json, evidence);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Evidence evidence) throws IOException {
    Source source = evidence.source();
    Sighting sighting = evidence.sighting();
    json.writeStartObject();
    json.writeStringField("source", source.id());
    json.writeStringField("kind", source.kind());
    json.writeStringField("namespace", source.namespace());
    json.writeStringField("authority", source.authority().name());
    if (source.relayed()) {
      json.writeBooleanField("relayed", true);
    }
    json.writeStringField("key", sighting.key());
    json.writeStringField("address", sighting.endpoint().address().getHostAddress());
    json.writeStringField("interface", sighting.endpoint().interfaceName());
    InetAddress via = sighting.via();
    if (via != null) {
      json.writeStringField("via", via.getHostAddress());
    }
    json.writeNumberField("lifetime", sighting.lifetime().toMillis());
    if (evidence.mac() != null) {
      json.writeStringField("mac", evidence.mac().value());
    }
    json.writeNumberField("first", evidence.firstSeen().toEpochMilli());
    json.writeNumberField("since", evidence.since().toEpochMilli());
    json.writeNumberField("last", evidence.lastSeen().toEpochMilli());
    json.writeNumberField("expires", evidence.expires().toEpochMilli());
    json.writeBooleanField("live", evidence.live());
    json.writeArrayFieldStart("identifiers");
    for (Identifier identifier : sighting.identifiers()) {
      json.writeStartArray();
      json.writeNumber(identifier.strength());
      json.writeString(identifier.namespace());
      json.writeString(identifier.value());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("facts");
    for (Map.Entry<Fact, String> fact : sighting.facts().entrySet()) {
      json.writeStringField(fact.getKey().name(), fact.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("attributes");
    DeviceJson.scalars(json, sighting.attributes());
    json.writeEndObject();
    json.writeObjectFieldStart("readings");
    DeviceJson.scalars(json, sighting.readings());
    json.writeEndObject();
    json.writeArrayFieldStart("services");
    for (Service service : sighting.services()) {
      DeviceJson.write(json, service);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static Device read(JsonNode json) throws IOException {
    if (json.path("v").asInt() != VERSION || json.path("evidence").isEmpty()) {
      throw new IOException("not a device of form " + VERSION);
    }
    List<Evidence> evidence = new ArrayList<>();
    for (JsonNode each : json.path("evidence")) {
      evidence.add(evidence(each));
    }
    TreeSet<Identifier> identifiers = new TreeSet<>();
    for (Evidence each : evidence) {
      identifiers.addAll(each.sighting().identifiers());
      each.neighbour().ifPresent(identifiers::add);
    }
    return DeviceMerger.device(
            evidence,
            identifiers,
            List.of(),
            false,
            time(json, "first"),
            departure(json),
            DeviceClassifier.NONE,
            null)
        .withId(new DeviceId(text(json, "id")));
  }

  private static @Nullable Departure departure(JsonNode json) {
    return json.has("reason")
        ? new Departure(DepartureReason.valueOf(json.path("reason").asText()), time(json, "left"))
        : null;
  }

  private static Evidence evidence(JsonNode json) throws IOException {
    Source source =
        new Source(
            text(json, "source"),
            text(json, "kind"),
            text(json, "namespace"),
            Authority.valueOf(text(json, "authority")),
            json.path("relayed").asBoolean());
    Optional<Identifier> mac =
        json.has("mac") ? Identifier.mac(text(json, "mac")) : Optional.empty();
    return new Evidence(
        source,
        sighting(json),
        (Identifier.Mac) mac.orElse(null),
        time(json, "first"),
        time(json, "since"),
        time(json, "last"),
        time(json, "expires"),
        json.path("live").asBoolean());
  }

  private static Sighting sighting(JsonNode json) throws IOException {
    InetAddress address = address(text(json, "address"));
    Sighting.Builder sighting =
        Sighting.of(
            text(json, "key"),
            new Endpoint(address, text(json, "interface")),
            Duration.ofMillis(json.path("lifetime").asLong()));
    if (json.has("via")) {
      sighting.via(address(text(json, "via")));
    }
    for (JsonNode identifier : json.path("identifiers")) {
      sighting.identifier(identifier(identifier));
    }
    json.path("facts")
        .properties()
        .forEach(fact -> sighting.fact(Fact.valueOf(fact.getKey()), fact.getValue().asText()));
    json.path("attributes")
        .properties()
        .forEach(pair -> sighting.attribute(pair.getKey(), scalar(pair.getValue())));
    json.path("readings")
        .properties()
        .forEach(pair -> sighting.reading(pair.getKey(), scalar(pair.getValue())));
    for (JsonNode service : json.path("services")) {
      Map<String, String> txt = new LinkedHashMap<>();
      service
          .path("txt")
          .properties()
          .forEach(pair -> txt.put(pair.getKey(), pair.getValue().asText()));
      sighting.service(
          new Service(
              text(service, "type"),
              text(service, "name"),
              service.path("port").asInt(),
              txt,
              text(service, "url")));
    }
    return sighting.build();
  }

  /**
   * Parses an address literal without a DNS lookup; the scope of an IPv6 address may no longer
   * exist.
   */
  private static InetAddress address(String text) throws IOException {
    Matcher literal = LITERAL.matcher(text);
    if (!literal.matches()) {
      throw new IOException("a damaged device: not an address: " + text);
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return InetAddress.getByName(literal.group(1));
    }
  }

  /**
   * Reads an identifier. Its kind is stored as its strength; one of another kind makes the device
   * unreadable, as an unknown fact does: read as something else, it could merge two devices.
   */
  private static Optional<Identifier> identifier(JsonNode json) throws IOException {
    String value = json.path(2).asText();
    return switch (json.path(0).asInt(-1)) {
      case 0 -> Identifier.serial(json.path(1).asText(), value);
      case 1 -> Identifier.uuid(value);
      case 2 -> Identifier.mac(value);
      case 3 -> Identifier.hostName(value);
      default -> throw new IOException("a damaged device: not an identifier: " + json);
    };
  }

  private static Object scalar(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    return value.isNumber() ? (Object) value.asDouble() : value.asText();
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asText();
  }

  private static Instant time(JsonNode json, String name) {
    return Instant.ofEpochMilli(json.path(name).asLong());
  }
}
