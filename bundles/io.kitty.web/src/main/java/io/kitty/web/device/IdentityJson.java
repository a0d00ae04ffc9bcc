// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.SplitOption;
import io.kitty.web.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes merges, splits and suggestions as JSON. */
final class IdentityJson {

  private IdentityJson() {}

  /** Returns a split that was made, and the ids of the devices that it resulted in. */
  static String split(IdentityOverride made, List<Device> parts) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeFieldName("correction");
          write(json, made);
          texts(json, "devices", parts.stream().map(each -> each.id().value()).toList());
          json.writeEndObject();
        });
  }

  static String overrides(List<IdentityOverride> all) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (IdentityOverride override : all) {
            write(json, override);
          }
          json.writeEndArray();
        });
  }

  static String splits(List<SplitOption> options) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (SplitOption option : options) {
            write(json, option);
          }
          json.writeEndArray();
        });
  }

  static String suggestions(List<MergeSuggestion> all) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (MergeSuggestion each : all) {
            json.writeStartObject();
            json.writeStringField("id", each.other().id().value());
            json.writeStringField("name", each.other().name());
            json.writeStringField("ip", address(each.other()));
            json.writeNumberField("score", each.score());
            json.writeBooleanField("likely", each.likely());
            texts(
                json,
                "reasons",
                each.reasons().stream()
                    .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                    .toList());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, IdentityOverride override) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", override.id());
    boolean merge = override.kind() == IdentityOverride.Kind.MERGE;
    json.writeStringField("kind", merge ? "merge" : "split");
    texts(json, "of", override.subjects());
    Json.time(json, "made", override.made());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SplitOption option) throws IOException {
    json.writeStartObject();
    Identifier identifier = option.identifier();
    Evidence evidence = option.evidence();
    if (identifier != null) {
      json.writeStringField("identifier", identifier.id().value());
    }
    if (evidence != null) {
      json.writeObjectFieldStart("sighting");
      json.writeStringField("source", evidence.source().id());
      json.writeStringField("key", evidence.sighting().key());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("outcome");
    for (Device part : option.outcome()) {
      json.writeStartObject();
      json.writeStringField("id", part.id().value());
      json.writeStringField("name", part.name());
      texts(json, "addresses", part.addresses().stream().map(InetAddress::getHostAddress).toList());
      texts(
          json, "identifiers", part.identifiers().stream().map(each -> each.id().value()).toList());
      texts(json, "sources", part.sources().toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String address(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  private static void texts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
