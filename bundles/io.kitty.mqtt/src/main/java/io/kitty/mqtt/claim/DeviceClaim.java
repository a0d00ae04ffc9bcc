// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a hub says of a device that it knows, for the other hubs at the broker.
 *
 * @param ids the ids under which it knows the device, the present one first; at most {@value
 *     #MAX_IDS}
 * @param present whether it sees the device
 * @param turn 0 if it does not speak for the device; else the number of the attempt to
 */
record DeviceClaim(Set<DeviceId> ids, boolean present, int turn) {

  /** The largest claim that is read, in bytes. */
  static final int MAX_SIZE = 16_384;

  private static final int MAX_IDS = 32;
  private static final JsonMapper JSON = new JsonMapper();

  DeviceClaim {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
  }

  /** Returns the claim to a device, for which the hub does not speak yet. */
  static DeviceClaim of(Device device) {
    Set<DeviceId> ids = new LinkedHashSet<>();
    Stream.concat(Stream.of(device.id()), device.aliases().stream().sorted())
        .limit(MAX_IDS)
        .forEach(ids::add);
    return new DeviceClaim(ids, device.present(), 0);
  }

  /** Parses what a hub has published; empty if it is no claim. */
  static Optional<DeviceClaim> parse(byte[] payload) {
    if (payload.length > MAX_SIZE) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(new String(payload, UTF_8));
      Set<DeviceId> ids = new LinkedHashSet<>();
      for (JsonNode id : json.path("ids")) {
        DeviceId.parse(id.asText()).filter(each -> ids.size() < MAX_IDS).ifPresent(ids::add);
      }
      return json.path("present").isBoolean() && json.path("turn").canConvertToInt()
          ? Optional.of(
              new DeviceClaim(ids, json.path("present").asBoolean(), json.path("turn").asInt()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the hub speaks for the device, or is about to. */
  boolean speaks() {
    return turn != 0;
  }

  DeviceClaim withTurn(int next) {
    return new DeviceClaim(ids, present, next);
  }

  /** Returns whether this is, as far as the ids tell, the same device. */
  boolean isOf(DeviceClaim other) {
    return !Collections.disjoint(ids, other.ids());
  }

  /** Returns it as JSON. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode array = json.putArray("ids");
    ids.forEach(id -> array.add(id.value()));
    return json.put("present", present).put("turn", turn).toString();
  }
}
