// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.core.model.UserEdit;
import io.kitty.core.model.UserEdit.Corrected;
import io.kitty.core.model.UserEdit.Said;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.hub.IdentityOverride;
import io.kitty.hub.IdentityOverride.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The form in which a registry keeps what people said: a key and a JSON text. Times in ms. */
public final class UserEditJson {

  private static final String DEVICE = "device:";
  private static final String CORRECTION = "correction:";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private UserEditJson() {}

  /** The key under which a remark is kept. */
  public static String key(UserEdit remark) {
    return remark instanceof Said said
        ? DEVICE + said.of().value()
        : CORRECTION + ((Corrected) remark).correction().id();
  }

  /** The text that is kept. */
  public static String write(UserEdit remark) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", remark.at().toEpochMilli());
    if (remark instanceof Said said) {
      ObjectNode facts = json.putObject("facts");
      said.facts().forEach((fact, value) -> facts.put(fact.name(), value));
    } else if (remark instanceof Corrected corrected) {
      IdentityOverride correction = corrected.correction();
      json.put("kind", correction.kind().name());
      ArrayNode of = json.putArray("of");
      correction.of().forEach(of::add);
      json.put("made", correction.made().toEpochMilli());
      json.put("undone", corrected.undone());
    }
    return json.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is damaged or of an unknown form
   */
  public static UserEdit read(String key, String text) throws IOException {
    try {
      JsonNode json = MAPPER.readTree(text);
      Instant at = time(json, "at");
      if (key.startsWith(DEVICE)) {
        return new Said(new DeviceId(key.substring(DEVICE.length())), facts(json), at);
      }
      if (key.startsWith(CORRECTION)) {
        String id = key.substring(CORRECTION.length());
        return new Corrected(correction(id, json), json.path("undone").asBoolean(), at);
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

  private static IdentityOverride correction(String id, JsonNode json) {
    List<String> of = new ArrayList<>();
    json.path("of").forEach(each -> of.add(each.asText()));
    return new IdentityOverride(
        id, Kind.valueOf(json.path("kind").asText()), of, time(json, "made"));
  }

  private static Instant time(JsonNode json, String name) {
    return Instant.ofEpochMilli(json.path(name).asLong());
  }
}
