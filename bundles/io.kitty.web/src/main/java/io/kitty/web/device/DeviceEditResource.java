// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resources for annotations and overrides: {@code /devices/{id}/user}, {@code /merge} and
 * {@code /split}, and {@code /corrections}.
 */
public final class DeviceEditResource {

  private final DevicesResource devices;
  private final DeviceEditor editor;

  public DeviceEditResource(DevicesResource devices, DeviceEditor editor) {
    this.devices = devices;
    this.editor = editor;
  }

  /** {@code PUT /devices/{id}/user}: members that are not given keep their value. */
  public void putUser(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    JsonBody body = JsonBody.of(exchange, "name", "note", "room", "tags", "ignored");
    Map<Fact, String> annotations = new EnumMap<>(Fact.class);
    if (body.has("name")) {
      annotations.put(Fact.USER_NAME, body.text("name").strip());
    }
    if (body.has("note")) {
      annotations.put(Fact.USER_NOTE, body.text("note").strip());
    }
    if (body.has("room")) {
      annotations.put(Fact.USER_ROOM, body.text("room").strip());
    }
    if (body.has("tags")) {
      annotations.put(Fact.USER_TAGS, tags(body.texts("tags")));
    }
    if (body.has("ignored")) {
      annotations.put(Fact.USER_IGNORED, body.flag("ignored") ? "true" : "");
    }
    try {
      editor.annotate(device.id(), annotations);
    } catch (IllegalArgumentException e) {
      throw JsonBody.bad(String.valueOf(e.getMessage()));
    }
    devices.show(exchange, devices.find(variables.get(0)));
  }

  private static String tags(List<String> tags) {
    for (String tag : tags) {
      if (tag.contains(",")) {
        throw JsonBody.bad("tags = " + tag + ": a tag has no comma");
      }
    }
    TreeSet<String> sorted = new TreeSet<>(tags.stream().map(String::strip).toList());
    sorted.remove("");
    return String.join(",", sorted);
  }

  /** {@code DELETE /devices/{id}/user}. */
  public void deleteUser(HttpExchange exchange, List<String> variables) {
    Map<Fact, String> cleared = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      if (fact.byUser()) {
        cleared.put(fact, "");
      }
    }
    editor.annotate(devices.find(variables.get(0)).id(), cleared);
    exchange.noContent();
  }

  /** {@code POST /devices/{id}/merge}. */
  public void merge(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    String with = JsonBody.of(exchange, "with").text("with");
    DeviceId other =
        DeviceId.parse(with)
            .orElseThrow(() -> JsonBody.bad("with = " + with + ": the id of a device is needed"));
    Device merged =
        editor
            .merge(device.id(), other)
            .orElseThrow(
                () ->
                    new Problem(
                        HttpStatus.CONFLICT_409,
                        with + " is not known, or is the same device already"));
    devices.show(exchange, merged);
  }

  /** {@code POST /devices/{id}/split}. */
  public void split(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    JsonBody body = JsonBody.of(exchange, "identifier", "sighting");
    if (body.has("identifier") == body.has("sighting")) {
      throw JsonBody.bad("either identifier or sighting is needed");
    }
    if (!(body.has("identifier")
        ? splitIdentifier(device, body.text("identifier"))
        : splitSighting(device, body.object("sighting")))) {
      throw new Problem(
          HttpStatus.CONFLICT_409, "the device does not show that, or consists of nothing else");
    }
    exchange.json(HttpStatus.OK_200, overrides());
  }

  private boolean splitIdentifier(Device device, String text) {
    return device.identifiers().stream()
        .filter(identifier -> identifier.id().value().equals(text))
        .findFirst()
        .map((Identifier identifier) -> editor.split(device.id(), identifier))
        .orElse(false);
  }

  private boolean splitSighting(Device device, JsonBody sighting) {
    return editor.split(device.id(), sighting.text("source"), sighting.text("key"));
  }

  /** {@code GET /corrections}. */
  public void list(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, overrides());
  }

  /** {@code DELETE /corrections/{id}}. */
  public void undo(HttpExchange exchange, List<String> variables) {
    String id = HttpExchange.decode(variables.get(0));
    if (!editor.undo(id)) {
      throw new Problem(
          HttpStatus.NOT_FOUND_404,
          "there is no correction " + id + "; GET /corrections lists them");
    }
    exchange.noContent();
  }

  private String overrides() {
    List<IdentityOverride> all = editor.overrides();
    return Json.text(
        json -> {
          json.writeStartArray();
          for (IdentityOverride override : all) {
            write(json, override);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, IdentityOverride override) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", override.id());
    boolean merge = override.kind() == IdentityOverride.Kind.MERGE;
    json.writeStringField("kind", merge ? "merge" : "split");
    json.writeArrayFieldStart("of");
    for (String each : override.subjects()) {
      json.writeString(each);
    }
    json.writeEndArray();
    Json.time(json, "made", override.made());
    json.writeEndObject();
  }
}
