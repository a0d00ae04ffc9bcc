// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.inventory.DeviceEditor;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.JsonBody;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The resource {@code /devices/{id}/user}: what people enter about a device. */
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
    JsonBody body = JsonBody.of(exchange, "name", "note", "room", "tags", "ignored", "sleeps");
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
    if (body.has("sleeps")) {
      annotations.put(Fact.USER_SLEEPS, body.flag("sleeps") ? "true" : "");
    }
    try {
      editor.annotate(device.id(), annotations);
    } catch (IllegalArgumentException e) {
      throw JsonBody.bad(String.valueOf(e.getMessage()));
    }
    devices.show(exchange, devices.find(variables.get(0)));
  }

  /** Joins tags; of those that differ in case only, the first one stays. */
  private static String tags(List<String> tags) {
    for (String tag : tags) {
      if (tag.contains(",")) {
        throw JsonBody.bad("tags = " + tag + ": a tag has no comma");
      }
    }
    Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    tags.stream().map(String::strip).forEach(sorted::add);
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
}
