// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

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

  private final Topics topics;
  private final Form form;

  public DiscoveryMessages(Topics topics, Form form) {
    this.topics = topics;
    this.form = form;
  }

  /**
   * Returns the messages for a device.
   *
   * @param device the object {@code device}
   * @param entities its entities by their ids
   * @param state the topic of its state
   * @param version the version of the hub; {@code ""} if unknown
   */
  Map<String, String> of(
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
    message.putArray("availability").addObject().put("topic", topics.hubStatus());
    return message.put("qos", 1);
  }
}
