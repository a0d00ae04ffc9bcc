// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses replies: SDCP V3, with its fields in {@code Data} itself, SDCP V1, which splits them into
 * {@code Data.Attributes} and {@code Data.Status} (README of vvuk/cassini), and the Centauri Carbon
 * 2, with its fields in {@code result}. A reply without a mainboard ID is refused. It never throws.
 */
final class ReplyParser {

  static final String NAMESPACE = "elegoo";

  /** Ten times what any printer sends. */
  private static final int MAX_SIZE = 8192;

  private static final String ELEGOO = "ELEGOO";

  /** The control service of an SDCP V3 printer, at the path /websocket. */
  private static final Service SDCP = new Service("sdcp", "", 3030, Map.of());

  /** The broker inside a Centauri Carbon 2. */
  private static final Service MQTT = new Service("mqtt", "", 1883, Map.of());

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ReplyParser() {}

  static Optional<Sighting> read(Datagram datagram, Duration lifetime, List<NetworkLink> links) {
    JsonNode reply = json(datagram);
    JsonNode result = reply.path("result");
    if (result.isObject()) {
      return start(text(result, "sn"), datagram, lifetime)
          .map(sighting -> centauriCarbon2(sighting, result, datagram).build());
    }
    JsonNode data = reply.path("Data");
    JsonNode fields = data.path("Attributes").isObject() ? data.path("Attributes") : data;
    return start(text(fields, "MainboardID"), datagram, lifetime)
        .map(sighting -> sdcp(sighting, fields, datagram, links))
        .map(sighting -> StatusReader.add(sighting, data.path("Status")).build());
  }

  /** Returns the reply; a missing node for anything else. A NUL ends it. */
  private static JsonNode json(Datagram datagram) {
    if (datagram.payload().length > MAX_SIZE) {
      return JSON.missingNode();
    }
    String text = datagram.text();
    int end = text.indexOf('\0');
    try {
      return JSON.readTree(end < 0 ? text : text.substring(0, end));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static Optional<Sighting.Builder> start(
      @Nullable String id, Datagram datagram, Duration lifetime) {
    return Optional.ofNullable(id)
        .flatMap(text -> Identifier.serial(NAMESPACE, text))
        .map(
            serial ->
                Sighting.of(serial, datagram.endpoint(), lifetime).attribute("id", serial.value()));
  }

  private static Sighting.Builder sdcp(
      Sighting.Builder sighting, JsonNode fields, Datagram datagram, List<NetworkLink> links) {
    String model = text(fields, "MachineName");
    String brand = text(fields, "BrandName");
    String protocol = text(fields, "ProtocolVersion");
    String claim = Optional.ofNullable(text(fields, "MainboardIP")).orElse("");
    String source = datagram.address().getHostAddress();
    boolean sameAddress = claim.isEmpty() || claim.equals(source);
    describe(sighting, text(fields, "Name"), model)
        .fact(Fact.VENDOR, brand == null ? brandOf(model) : brand)
        .fact(Fact.FIRMWARE, text(fields, "FirmwareVersion"))
        .attribute("brand", brand)
        .attribute("protocol", protocol)
        .attribute("firmware", text(fields, "FirmwareVersion"))
        .attribute(
            "ip", ClaimedAddress.addressOr(datagram.address(), claim, links).getHostAddress())
        .attribute("source", sameAddress ? null : source)
        .attribute("claimed_ip", sameAddress ? null : claim);
    return protocol != null && protocol.startsWith("V3") ? sighting.service(SDCP) : sighting;
  }

  /** V1 has no brand, but its model starts with it. */
  private static @Nullable String brandOf(@Nullable String model) {
    return model != null && model.toUpperCase(Locale.ROOT).startsWith(ELEGOO) ? ELEGOO : null;
  }

  private static Sighting.Builder centauriCarbon2(
      Sighting.Builder sighting, JsonNode result, Datagram datagram) {
    return describe(sighting, text(result, "host_name"), text(result, "machine_model"))
        .fact(Fact.VENDOR, ELEGOO)
        .attribute("ip", datagram.address().getHostAddress())
        .attribute("needs_code", flag(result, "token_status"))
        .attribute("lan_mode", flag(result, "lan_status"))
        .service(MQTT);
  }

  private static Sighting.Builder describe(
      Sighting.Builder sighting, @Nullable String name, @Nullable String model) {
    return sighting
        .fact(Fact.NAME, name)
        .fact(Fact.MODEL, model)
        .attribute("name", name)
        .attribute("model", model);
  }

  private static @Nullable Boolean flag(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isInt() ? Boolean.valueOf(value.asInt() == 1) : null;
  }

  /** Returns the text or number of that name; null if absent. */
  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    boolean present = (value.isTextual() || value.isNumber()) && !value.asText().isBlank();
    return present ? value.asText() : null;
  }
}
