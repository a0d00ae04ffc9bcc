// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.text.SafeText;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes devices for Home Assistant: the device, its entities and its state. The options are
 * those of Home Assistant's documentation of MQTT discovery. Thread-safe.
 */
public final class DeviceMessages {

  private static final int MAX_NAME = 128;
  private static final long TEN_MINUTES = 600;

  private final Topics topics;
  private final String hubUrl;

  /**
   * @param hubUrl the page of the hub, for devices without one of their own; {@code ""} for none
   */
  public DeviceMessages(Topics topics, String hubUrl) {
    this.topics = topics;
    this.hubUrl = hubUrl;
  }

  /** Returns the object {@code device}. */
  ObjectNode device(String slug, Device device) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.putArray("identifiers").add(topics.object(slug));
    device
        .identifier(Identifier.Mac.class)
        .ifPresent(mac -> object.putArray("connections").addArray().add("mac").add(mac.value()));
    object.put("name", name(device));
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
    return object.put("via_device", topics.object(HubMessages.SLUG));
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
  private static String name(Device device) {
    return Stream.of(
            device.name(),
            device.facts().getOrDefault(Fact.MODEL, ""),
            device.facts().getOrDefault(Fact.HOSTNAME, ""),
            address(device).orElse(""))
        .map(name -> SafeText.clean(name, MAX_NAME))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(device.id().value());
  }

  private static Optional<String> address(Device device) {
    return device.address().map(InetAddress::getHostAddress);
  }

  /**
   * Returns the entities by their ids.
   *
   * @param parts what the device has ever told
   */
  Map<String, ObjectNode> entities(String slug, Device device, Set<DevicePart> parts) {
    Map<String, ObjectNode> entities = new LinkedHashMap<>();
    entities.put("presence", presence());
    parts.forEach(part -> entities.put(part.member(), entity(slug, part)));
    entities.put("ip", diagnostic("IP address", "ip").put("icon", "mdi:ip-network"));
    entities.put(
        "last_seen",
        diagnostic("Last seen", "last_seen")
            .put("device_class", "timestamp")
            .put("enabled_by_default", false));
    entities.put("tracker", tracker());
    String name = entityName(name(device), slug);
    entities.forEach(
        (id, entity) -> {
          String domain = entity.path("platform").asText();
          String suffix = id.equals("presence") ? "" : "_" + id;
          entity.put("unique_id", topics.object(slug) + "_" + id);
          entity.put("default_entity_id", domain + "." + name + suffix);
        });
    return entities;
  }

  private static ObjectNode presence() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("platform", "binary_sensor")
        .putNull("name") // the main entity has the name of the device
        .put("device_class", "connectivity")
        .put("value_template", "{{ value_json.presence }}")
        .put("payload_on", "present")
        .put("payload_off", "absent");
  }

  private ObjectNode entity(String slug, DevicePart part) {
    ObjectNode entity = part.entity().put("value_template", template(part.member()));
    if (part == DevicePart.STATUS) {
      entity.put("json_attributes_topic", topics.state(slug));
      entity.put(
          "json_attributes_template",
          "{{ {'job': value_json.job, 'error': value_json.error} | tojson }}");
    }
    return entity;
  }

  private static ObjectNode diagnostic(String name, String member) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("platform", "sensor")
        .put("name", name)
        .put("entity_category", "diagnostic")
        .put("value_template", template(member));
  }

  private static ObjectNode tracker() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("platform", "device_tracker")
        .put("name", "Tracker")
        .put("source_type", "router")
        .put("value_template", "{{ 'home' if value_json.presence == 'present' else 'not_home' }}")
        .put("enabled_by_default", false);
  }

  private static String template(String member) {
    return "{{ value_json." + member + " }}";
  }

  /** Returns a name as Home Assistant allows it in ids of entities: {@code [a-z0-9_]+}. */
  private static String entityName(String name, String slug) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String words = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String trimmed = words.replaceAll("^_|_$", "");
    return trimmed.isEmpty() ? entityName(slug, "device") : trimmed;
  }

  /**
   * Returns the state.
   *
   * @param parts what the device has ever told
   */
  public String state(Device device, Set<DevicePart> parts) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("presence", device.present() ? "present" : "absent");
    parts.forEach(part -> state.set(part.member(), part.value(device)));
    if (parts.contains(DevicePart.STATUS)) {
      MachineState machine = device.present() ? device.state() : MachineState.UNKNOWN;
      state.put("job", job(machine));
      state.put("error", error(machine));
    }
    state.put("ip", address(device).orElse(null));
    state.put("last_seen", lastSeen(device).toString());
    state.put("id", device.id().value());
    return state.put("kind", device.kind()).toString();
  }

  private static String job(MachineState state) {
    Job job = state.job();
    return job == null ? "" : job.name();
  }

  private static String error(MachineState state) {
    MachineError error = state.error();
    return error == null ? "" : (error.code() + " " + error.text()).strip();
  }

  /** Returns the time in steps of ten minutes while it is present: it changes all the time. */
  private static Instant lastSeen(Device device) {
    long seconds = device.lastSeen().getEpochSecond();
    return Instant.ofEpochSecond(
        device.present() ? seconds - Math.floorMod(seconds, TEN_MINUTES) : seconds);
  }
}
