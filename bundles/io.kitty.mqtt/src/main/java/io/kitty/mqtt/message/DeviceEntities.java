// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The entities of a device. The options are those of Home Assistant's documentation of MQTT
 * discovery. Thread-safe.
 */
final class DeviceEntities {

  private final Topics topics;

  DeviceEntities(Topics topics) {
    this.topics = topics;
  }

  /**
   * Returns the entities by their ids.
   *
   * @param name the name of the device
   * @param parts what the device has ever told
   */
  Map<String, ObjectNode> of(String slug, String name, Set<DevicePart> parts) {
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
    String start = EntityNames.of(name, slug);
    entities.forEach(
        (id, entity) -> {
          String domain = entity.path("platform").asText();
          String suffix = id.equals("presence") ? "" : "_" + id;
          entity.put("unique_id", topics.object(slug) + "_" + id);
          entity.put("default_entity_id", domain + "." + start + suffix);
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
}
