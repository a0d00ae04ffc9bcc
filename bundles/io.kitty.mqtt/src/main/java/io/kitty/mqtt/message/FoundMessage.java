// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.mqtt.event.ToldState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A message of this program that the broker retained.
 *
 * @param slug the slug of the device that it is about
 * @param hub the name of the hub that spoke for the device; {@code ""} if the message does not say
 * @param platforms the platform of each entity, by the entity's id, in a device's description
 * @param state the state of the device; empty if the message does not tell it
 */
public record FoundMessage(
    String slug, String hub, Map<String, String> platforms, Optional<ToldState> state) {

  private static final int MAX_ENTITIES = 64;
  private static final JsonMapper JSON = new JsonMapper();

  public FoundMessage {
    platforms = Map.copyOf(platforms);
  }

  /** Returns the meaning of a retained message; empty if it is one of another program. */
  public static Optional<FoundMessage> parse(Topics topics, String topic, byte[] payload) {
    Optional<String> slug = topics.slug(topic);
    if (slug.isEmpty() || payload.length == 0) {
      return Optional.empty();
    }
    boolean description = topic.startsWith(topics.prefix() + "/");
    try {
      JsonNode message = JSON.readTree(new String(payload, UTF_8));
      if (!description) {
        return Optional.of(
            new FoundMessage(slug.get(), "", Map.of(), ToldState.ofRetained(message)));
      }
      String status = message.path("availability").path(0).path("topic").asText();
      Optional<Topics.OfHub> hub = topics.ofHub(status).filter(Topics.OfHub::status);
      return message.path("origin").path("name").asText().equals(DiscoveryMessages.PROGRAM)
              && (hub.isPresent() || status.equals(topics.status()))
          ? Optional.of(
              new FoundMessage(
                  slug.get(),
                  hub.map(Topics.OfHub::hub).orElse(""),
                  platforms(message),
                  Optional.empty()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return description
          ? Optional.empty()
          : Optional.of(new FoundMessage(slug.get(), "", Map.of(), Optional.empty()));
    }
  }

  private static Map<String, String> platforms(JsonNode message) {
    Map<String, String> platforms = new LinkedHashMap<>();
    message
        .path("components")
        .fields()
        .forEachRemaining(
            entity -> {
              if (platforms.size() < MAX_ENTITIES) {
                platforms.put(entity.getKey(), entity.getValue().path("platform").asText());
              }
            });
    return platforms;
  }

  /**
   * Returns the payload that removes the entities which this description has and a new one has not;
   * empty if there are none. An entity is removed by a description that names its platform only,
   * before one without it (Home Assistant's documentation of MQTT discovery).
   *
   * @param payload the new description
   */
  public Optional<String> withRemovedEntities(String payload) {
    Map<String, String> removed = new LinkedHashMap<>(platforms);
    try {
      if (removed.isEmpty() || !(JSON.readTree(payload) instanceof ObjectNode message)) {
        return Optional.empty();
      }
      ObjectNode entities = message.withObject("components");
      entities.fieldNames().forEachRemaining(removed::remove);
      removed.forEach((id, platform) -> entities.putObject(id).put("platform", platform));
      return removed.isEmpty() ? Optional.empty() : Optional.of(message.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // it was written by this program
    }
  }
}
