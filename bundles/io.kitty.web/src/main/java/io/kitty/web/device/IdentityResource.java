// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.Problem;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resources for merges and splits: {@code /devices/{id}/merge}, {@code /split}, {@code /splits}
 * and {@code /suggestions}, and {@code /corrections}.
 */
public final class IdentityResource {

  private final DevicesResource devices;
  private final DeviceEditor editor;

  public IdentityResource(DevicesResource devices, DeviceEditor editor) {
    this.devices = devices;
    this.editor = editor;
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
    List<Device> parts =
        body.has("identifier")
            ? splitIdentifier(device, body.text("identifier"))
            : splitSighting(device, body.object("sighting"));
    List<IdentityOverride> overrides = editor.overrides();
    if (parts.isEmpty() || overrides.isEmpty()) {
      throw new Problem(
          HttpStatus.CONFLICT_409, "the device does not show that, or consists of nothing else");
    }
    exchange.json(
        HttpStatus.OK_200, IdentityJson.split(overrides.get(overrides.size() - 1), parts));
  }

  private List<Device> splitIdentifier(Device device, String text) {
    return device.identifiers().stream()
        .filter(identifier -> identifier.id().value().equals(text))
        .findFirst()
        .map((Identifier identifier) -> editor.split(device.id(), identifier))
        .orElse(List.of());
  }

  private List<Device> splitSighting(Device device, JsonBody sighting) {
    return editor.split(device.id(), sighting.text("source"), sighting.text("key"));
  }

  /** {@code GET /devices/{id}/splits}: the ways to split it, each with what it results in. */
  public void splits(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    exchange.json(HttpStatus.OK_200, IdentityJson.splits(editor.splits(device.id())));
  }

  /** {@code GET /devices/{id}/suggestions}: the records that may be the same device. */
  public void suggestions(HttpExchange exchange, List<String> variables) {
    Device device = devices.find(variables.get(0));
    exchange.json(HttpStatus.OK_200, IdentityJson.suggestions(editor.suggestions(device.id())));
  }

  /** {@code GET /corrections}. */
  public void list(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, IdentityJson.overrides(editor.overrides()));
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
}
