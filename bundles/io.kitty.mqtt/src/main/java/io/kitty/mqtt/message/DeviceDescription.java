// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.text.SafeText;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device as Home Assistant describes one: the object {@code device} of MQTT discovery.
 *
 * @param hubUrl the page of the hub, for devices without one of their own; {@code ""} for none
 */
record DeviceDescription(Topics topics, Device device, String hubUrl) {

  private static final int MAX_NAME = 128;

  /** Returns the object. */
  ObjectNode json(String slug) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.putArray("identifiers").add(topics.object(slug));
    device
        .identifier(Identifier.Mac.class)
        .ifPresent(mac -> object.putArray("connections").addArray().add("mac").add(mac.value()));
    object.put("name", name());
    put(object, "manufacturer", device.facts().get(Fact.VENDOR));
    put(object, "model", device.facts().get(Fact.MODEL));
    put(object, "model_id", device.facts().get(Fact.MODEL_CODE));
    put(
        object,
        "serial_number",
        device.identifier(Identifier.Serial.class).map(Identifier::value).orElse(""));
    put(object, "sw_version", device.facts().get(Fact.FIRMWARE));
    put(object, "suggested_area", device.facts().get(Fact.USER_ROOM));
    put(object, "configuration_url", page(device.facts().getOrDefault(Fact.URL, "")));
    return object.put("via_device", topics.object(topics.hubSlug()));
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    String clean = SafeText.clean(value == null ? "" : value, MAX_NAME * 2);
    if (!clean.isEmpty()) {
      object.put(name, clean);
    }
  }

  /** Returns the machine's own page, else the hub's: Home Assistant refuses any other scheme. */
  private String page(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))
          ? url
          : hubUrl;
    } catch (URISyntaxException e) {
      return hubUrl;
    }
  }

  /** Returns the name of a device: at least its address or id. */
  String name() {
    return Stream.of(
            device.name(),
            device.facts().getOrDefault(Fact.MODEL, ""),
            device.facts().getOrDefault(Fact.HOSTNAME, ""),
            device.address().map(InetAddress::getHostAddress).orElse(""))
        .map(name -> SafeText.clean(name, MAX_NAME))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(device.id().value());
  }
}
