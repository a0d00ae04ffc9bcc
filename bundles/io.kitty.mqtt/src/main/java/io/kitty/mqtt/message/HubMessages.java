// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.hub.Health;
import io.kitty.state.DeviceStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Describes the hub itself as a device of Home Assistant. Thread-safe. */
public final class HubMessages {

  /** The payload of the command to scan. */
  public static final String SCAN = "scan";

  private final Topics topics;
  private final DiscoveryMessages discovery;

  public HubMessages(Topics topics, DiscoveryMessages discovery) {
    this.topics = topics;
    this.discovery = discovery;
  }

  /**
   * Returns the messages by their topics, that of the state last.
   *
   * @param devices the devices that are published
   */
  public Map<String, String> of(HubInfo hub, Collection<Device> devices, Health health) {
    Map<String, String> messages =
        discovery.of(
            topics.hubSlug(), device(hub), entities(hub), topics.hubState(), hub.version());
    messages.put(topics.hubState(), state(devices, health));
    return messages;
  }

  private ObjectNode device(HubInfo hub) {
    ObjectNode device = JsonNodeFactory.instance.objectNode();
    device.putArray("identifiers").add(topics.object(topics.hubSlug()));
    device.put("name", DiscoveryMessages.PROGRAM + " " + hub.label());
    device.put("manufacturer", DiscoveryMessages.PROGRAM);
    if (!hub.version().isEmpty()) {
      device.put("sw_version", hub.version());
    }
    if (!hub.url().isEmpty()) {
      device.put("configuration_url", hub.url());
    }
    return device;
  }

  private Map<String, ObjectNode> entities(HubInfo hub) {
    Map<String, ObjectNode> entities = new LinkedHashMap<>();
    entities.put("machines", count("Machines present", "machines", "mdi:lan-connect"));
    entities.put("idle", count("Printers idle", "idle", "mdi:printer-3d"));
    entities.put("working", count("Printers at work", "working", "mdi:printer-3d-nozzle"));
    entities.put("errors", count("Printers in error", "errors", "mdi:printer-3d-nozzle-alert"));
    entities.put(
        "degraded",
        JsonNodeFactory.instance
            .objectNode()
            .put("platform", "binary_sensor")
            .put("name", "Degraded")
            .put("device_class", "problem")
            .put("entity_category", "diagnostic")
            .put("value_template", "{{ value_json.degraded }}")
            .put("payload_on", "yes")
            .put("payload_off", "no")
            .put("json_attributes_topic", topics.hubState())
            .put("json_attributes_template", "{{ {'reasons': value_json.reasons} | tojson }}"));
    entities.put(
        SCAN,
        JsonNodeFactory.instance
            .objectNode()
            .put("platform", "button")
            .put("name", "Scan now")
            .put("icon", "mdi:radar")
            .put("command_topic", topics.scan())
            .put("payload_press", SCAN));
    entities.forEach(
        (id, entity) -> {
          String start = entity.path("platform").asText() + ".kitty_";
          entity.put("unique_id", topics.object(topics.hubSlug()) + "_" + id);
          entity.put("default_entity_id", start + EntityNames.of(hub.label(), "hub") + "_" + id);
        });
    return entities;
  }

  private static ObjectNode count(String name, String member, String icon) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("platform", "sensor")
        .put("name", name)
        .put("icon", icon)
        .put("state_class", "measurement")
        .put("value_template", "{{ value_json." + member + " }}");
  }

  private static String state(Collection<Device> devices, Health health) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("machines", devices.stream().filter(Device::present).count());
    state.put("idle", count(devices, Set.of(DeviceStatus.IDLE, DeviceStatus.FINISHED)));
    state.put("working", count(devices, DeviceStatus.WORKING));
    state.put("errors", count(devices, Set.of(DeviceStatus.ERROR)));
    state.put("degraded", health.status() == Health.Status.OK ? "no" : "yes");
    health.reasons().forEach(state.putArray("reasons")::add);
    return state.toString();
  }

  private static long count(Collection<Device> devices, Set<DeviceStatus> statuses) {
    return devices.stream()
        .filter(Device::present)
        .filter(device -> DeviceStatus.of(device.status()).filter(statuses::contains).isPresent())
        .count();
  }
}
