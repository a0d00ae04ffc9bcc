// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes rules, targets and messages to people. The names are a public contract. */
final class NotificationsJson {

  private NotificationsJson() {}

  static void write(JsonGenerator json, Notifications notifications) throws IOException {
    json.writeStartObject();
    time(json, "paused_until", notifications.pausedUntil());
    json.writeArrayFieldStart("targets");
    for (NotificationTarget target : notifications.targets()) {
      write(json, target);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rules");
    for (NotificationRule rule : notifications.rules()) {
      write(json, rule);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("recent");
    for (NotificationEntry entry : notifications.recent()) {
      write(json, entry);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, NotificationTarget target) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", target.name());
    json.writeStringField("service", target.service());
    json.writeStringField("address", target.address());
    json.writeBooleanField("enabled", target.enabled());
    json.writeStringField("problem", target.problem());
    json.writeNumberField("waiting", target.waiting());
    time(json, "last_success", target.lastSuccess());
    time(json, "last_failure", target.lastFailure());
    json.writeStringField("last_error", target.lastError());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, NotificationRule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rule.name());
    json.writeBooleanField("enabled", rule.enabled());
    json.writeStringField("problem", rule.problem());
    DeviceJson.texts(json, "on", rule.on());
    json.writeObjectFieldStart("settings");
    for (Map.Entry<String, String> setting : rule.settings().entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    json.writeEndObject();
    DeviceJson.texts(json, "to", rule.to());
    json.writeNumberField("held", rule.held());
    json.writeNumberField("messages", rule.messages());
    time(json, "last_message", rule.lastMessage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, NotificationEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", entry.id());
    DeviceJson.time(json, "at", entry.at());
    json.writeStringField("rule", entry.rule());
    json.writeStringField("target", entry.target());
    json.writeStringField("title", entry.title());
    json.writeStringField("text", entry.text());
    DeviceJson.texts(json, "devices", entry.devices().stream().map(DeviceId::value).toList());
    json.writeStringField("outcome", entry.outcome().word());
    json.writeStringField("reason", entry.reason());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      DeviceJson.time(json, name, time.get());
    } else {
      json.writeNullField(name);
    }
  }
}
