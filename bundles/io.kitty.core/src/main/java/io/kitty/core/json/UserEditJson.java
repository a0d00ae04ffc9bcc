// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.annotation.UserEdit.AnnotationEdit;
import io.kitty.model.annotation.UserEdit.OverrideEdit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The format in which a registry stores annotations and overrides: a key and a JSON text. Times are
 * epoch milliseconds.
 */
public final class UserEditJson {

  /** The stored names of the kinds, which are older than those of the API. */
  private static final Map<Kind, String> KINDS = Map.of(Kind.MERGE, "JOIN", Kind.SPLIT, "PART");

  private static final String DEVICE = "device:";
  private static final String OVERRIDE = "correction:";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private UserEditJson() {}

  /** Returns the key under which an edit is stored. */
  public static String key(UserEdit edit) {
    return edit instanceof AnnotationEdit annotation
        ? DEVICE + annotation.of().value()
        : OVERRIDE + ((OverrideEdit) edit).override().id();
  }

  /** Returns the text that is stored. */
  public static String write(UserEdit edit) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", edit.at().toEpochMilli());
    if (edit instanceof AnnotationEdit annotation) {
      ObjectNode facts = json.putObject("facts");
      annotation.facts().forEach((fact, value) -> facts.put(fact.name(), value));
    } else if (edit instanceof OverrideEdit override) {
      IdentityOverride identity = override.override();
      json.put("kind", KINDS.get(identity.kind()));
      ArrayNode of = json.putArray("of");
      identity.subjects().forEach(of::add);
      json.put("made", identity.made().toEpochMilli());
      json.put("undone", override.undone());
    }
    return json.toString();
  }

  /**
   * Parses the result of {@link #write}.
   *
   * @throws IOException if it is damaged or of an unknown format
   */
  public static UserEdit read(String key, String text) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(text);
      Instant at = time(json, "at");
      if (key.startsWith(DEVICE)) {
        return new AnnotationEdit(new DeviceId(key.substring(DEVICE.length())), facts(json), at);
      }
      if (key.startsWith(OVERRIDE)) {
        String id = key.substring(OVERRIDE.length());
        return new OverrideEdit(override(id, json), json.path("undone").asBoolean(), at);
      }
      throw new IOException("an unknown sort of note");
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("a damaged note: " + e.getMessage(), e);
    }
  }

  private static Map<Fact, String> facts(JsonNode json) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    json.path("facts")
        .properties()
        .forEach(fact -> facts.put(Fact.valueOf(fact.getKey()), fact.getValue().asText()));
    facts.keySet().removeIf(fact -> !fact.byUser());
    return facts;
  }

  private static IdentityOverride override(String id, JsonNode json) {
    List<String> of = new ArrayList<>();
    json.path("of").forEach(each -> of.add(each.asText()));
    return new IdentityOverride(id, kind(json.path("kind").asText()), of, time(json, "made"));
  }

  private static Kind kind(String word) {
    for (Map.Entry<Kind, String> each : KINDS.entrySet()) {
      if (each.getValue().equals(word)) {
        return each.getKey();
      }
    }
    throw new IllegalArgumentException("an unknown kind: " + word);
  }

  private static Instant time(JsonNode json, String name) {
    return Instant.ofEpochMilli(json.path(name).asLong());
  }
}
