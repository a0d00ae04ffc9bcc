// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message as JSON: in the file of a queue, and in the body of webhooks. */
public final class MessageJson {

  private MessageJson() {}

  /** Returns a message as JSON. */
  public static ObjectNode write(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", message.id());
    json.put("at", message.at().toString());
    json.put("rule", message.rule());
    json.put("title", message.title());
    json.put("text", message.text());
    json.put("priority", message.priority().word());
    json.put("severity", message.severity().word());
    if (message.link() != null) {
      json.put("link", message.link());
    }
    ArrayNode subjects = json.putArray("subjects");
    message.subjects().forEach(each -> subjects.add(write(each)));
    return json;
  }

  /** Returns a subject as JSON. */
  public static ObjectNode write(Subject subject) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("trigger", subject.trigger().word());
    json.put("device", subject.device());
    json.put("name", subject.name());
    json.put("kind", subject.kind());
    json.put("ip", subject.ip());
    json.put("text", subject.text());
    json.put("since", subject.since().toString());
    json.put("over", subject.over());
    return json;
  }

  /**
   * Reads what {@link #write(Message)} has written.
   *
   * @throws IOException if it is something else
   */
  static Message read(JsonNode json) throws IOException {
    try {
      List<Subject> subjects = new ArrayList<>();
      for (JsonNode each : json.path("subjects")) {
        subjects.add(readSubject(each));
      }
      return new Message(
          text(json, "id"),
          Instant.parse(text(json, "at")),
          text(json, "rule"),
          text(json, "title"),
          text(json, "text"),
          Priority.valueOf(text(json, "priority").toUpperCase(Locale.ROOT)),
          Severity.valueOf(text(json, "severity").toUpperCase(Locale.ROOT)),
          subjects,
          json.path("link").textValue());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("it is no message", e);
    }
  }

  /**
   * Reads what {@link #write(Subject)} has written.
   *
   * @throws IOException if it is something else
   */
  public static Subject readSubject(JsonNode json) throws IOException {
    return new Subject(
        Trigger.of(text(json, "trigger")).orElseThrow(() -> new IOException("it is no trigger")),
        text(json, "device"),
        text(json, "name"),
        text(json, "kind"),
        text(json, "ip"),
        text(json, "text"),
        Instant.parse(text(json, "since")),
        json.path("over").asBoolean());
  }

  private static String text(JsonNode json, String member) throws IOException {
    String text = json.path(member).textValue();
    if (text == null) {
      throw new IOException("it has no " + member);
    }
    return text;
  }
}
