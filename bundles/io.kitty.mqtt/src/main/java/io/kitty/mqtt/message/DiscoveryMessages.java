// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The messages by which Home Assistant and openHAB learn of devices: payloads by topic.
 * Thread-safe.
 */
public final class DiscoveryMessages {

  /** The name of the program that publishes, by which it recognises its own messages. */
  static final String PROGRAM = "Kitty Discovery";

  /** How devices are described. */
  public enum Form {
    /** One message for each device: Home Assistant since 2024.12, openHAB since 5.2. */
    DEVICE,
    /** One message for each entity, which older versions understand. */
    COMPONENTS
  }

  private static final JsonMapper JSON = new JsonMapper();

  private final Topics topics;
  private final Form form;
  private final DeviceMessages devices;
  private final HubMessages hub;

  public DiscoveryMessages(Topics topics, Form form, DeviceMessages devices, HubMessages hub) {
    this.topics = topics;
    this.form = form;
    this.devices = devices;
    this.hub = hub;
  }

  /**
   * Returns the messages for a device.
   *
   * @param parts what it has ever told
   * @param version the version of the hub; {@code ""} if unknown
   */
  public Map<String, String> of(String slug, Device device, Set<DevicePart> parts, String version) {
    return messages(
        slug,
        devices.device(slug, device),
        devices.entities(slug, device, parts),
        topics.state(slug),
        version);
  }

  /**
   * Returns the messages for the hub itself.
   *
   * @param version its version; {@code ""} if unknown
   */
  public Map<String, String> ofHub(String version) {
    return messages(
        HubMessages.SLUG, hub.device(version), hub.entities(), topics.hubState(), version);
  }

  private Map<String, String> messages(
      String slug,
      ObjectNode device,
      Map<String, ObjectNode> entities,
      String state,
      String version) {
    Map<String, String> messages = new LinkedHashMap<>();
    if (form == Form.DEVICE) {
      ObjectNode message = message(device, version).put("state_topic", state);
      message.putObject("components").setAll(entities);
      messages.put(topics.device(slug), message.toString());
    } else {
      entities.forEach(
          (id, entity) -> {
            String platform = entity.path("platform").asText();
            ObjectNode message = message(device, version).setAll(entity);
            message.remove("platform");
            if (!platform.equals("button")) {
              message.put("state_topic", state);
            }
            messages.put(topics.entity(platform, slug, id), message.toString());
          });
    }
    return messages;
  }

  private ObjectNode message(ObjectNode device, String version) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.set("device", device);
    ObjectNode origin = message.putObject("origin").put("name", PROGRAM);
    if (!version.isEmpty()) {
      origin.put("sw_version", version);
    }
    message.putArray("availability").addObject().put("topic", topics.status());
    return message.put("qos", 1);
  }

  /** Returns whether a message on a discovery topic is one of this hub. */
  public boolean isOwn(byte[] payload) {
    try {
      JsonNode message = JSON.readTree(new String(payload, UTF_8));
      return message.path("origin").path("name").asText().equals(PROGRAM)
          && message.path("availability").path(0).path("topic").asText().equals(topics.status());
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
