// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert as Alertmanager's API v2 has it ("postableAlert"). Its labels identify it, so they are
 * the same when it begins and when it ends.
 *
 * @param key its labels that differ between alerts, as one text
 * @param lasting whether it lasts until its end is told
 */
record Alert(String key, boolean lasting, ObjectNode json) {

  /** What has an end that rules tell. */
  private static final Set<Trigger> LASTING = Set.of(Trigger.OFFLINE, Trigger.HUB_DEGRADED);

  /** Returns the alert of a subject; of one that is over, the one that it ends. */
  static Alert of(Subject subject, Message message) {
    Trigger trigger =
        subject.over() && subject.trigger() == Trigger.ONLINE ? Trigger.OFFLINE : subject.trigger();
    ObjectNode json = labelled(trigger, subject.device());
    ObjectNode annotations = json.putObject("annotations");
    annotations.put("summary", subject.text());
    put(annotations, "name", subject.name());
    put(annotations, "kind", subject.kind());
    put(annotations, "ip", subject.ip());
    if (subject.over()) {
      json.put("endsAt", message.at().toString());
    } else {
      json.put("startsAt", subject.since().toString());
    }
    put(json, "generatorURL", message.link());
    return new Alert(
        trigger.word() + " " + subject.device(),
        LASTING.contains(trigger) && !subject.over(),
        json);
  }

  /** Returns the alert of a message without subjects: a test. */
  static Alert of(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("labels").put("alertname", "KittyTest").put("severity", "info");
    json.putObject("annotations").put("summary", message.title());
    json.put("startsAt", message.at().toString());
    return new Alert("test", false, json);
  }

  private static ObjectNode labelled(Trigger trigger, String device) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode labels = json.putObject("labels");
    labels.put("alertname", name(trigger));
    put(labels, "device", device);
    labels.put("severity", severity(trigger.severity()));
    return json;
  }

  private static void put(ObjectNode json, String member, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      json.put(member, value);
    }
  }

  private static String name(Trigger trigger) {
    return switch (trigger) {
      case NEW -> "DeviceNew";
      case OFFLINE -> "DeviceOffline";
      case ONLINE -> "DeviceOnline";
      case IDLE -> "DeviceIdle";
      case FINISHED -> "JobFinished";
      case FAILED -> "JobFailed";
      case ATTENTION -> "DeviceAttention";
      case IP_CHANGED -> "DeviceIpChanged";
      case CONFLICT -> "DeviceConflict";
      case HUB_DEGRADED -> "HubDegraded";
    };
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case INFO, SUCCESS -> "info";
      case WARNING -> "warning";
      case FAILURE -> "critical";
    };
  }

  /** Returns when it began; null if that is not known. */
  static @Nullable Instant start(JsonNode json) {
    String start = json.path("startsAt").textValue();
    return start == null ? null : Instant.parse(start);
  }
}
