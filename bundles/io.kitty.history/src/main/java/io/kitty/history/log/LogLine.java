// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kitty.device.DepartureReason;
import io.kitty.history.log.LogEntry.Forgotten;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file format of a {@link LogEntry}: a JSON object on one line, for instance {@code
 * {"at":1795151187886,"id":"bambu:01P","event":"changed","changes":[["status","IDLE","RUNNING"]]}}.
 * Logs of an earlier version have a text in place of the changes.
 */
public final class LogLine {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String MOVED = "moved";
  private static final String FORGOTTEN = "forgotten";

  private LogLine() {}

  /** Returns an entry as a line, with the line feed. */
  public static byte[] write(LogEntry entry) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("at", entry.at().toEpochMilli());
      json.writeStringField("id", entry.id().value());
      if (entry instanceof Happened happened) {
        write(json, happened.event());
      } else if (entry instanceof Moved moved) {
        json.writeStringField("event", MOVED);
        json.writeStringField("to", moved.successor().value());
        json.writeBooleanField("present", moved.present());
      } else {
        json.writeStringField("event", FORGOTTEN);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void write(JsonGenerator json, Event event) throws IOException {
    json.writeStringField("event", event.word());
    DepartureReason reason = event.reason();
    if (reason != null) {
      json.writeStringField("reason", reason.name());
    }
    if (!event.changes().isEmpty()) {
      json.writeArrayFieldStart("changes");
      for (Change change : event.changes()) {
        json.writeStartArray();
        json.writeString(change.field());
        json.writeString(change.from());
        json.writeString(change.to());
        json.writeEndArray();
      }
      json.writeEndArray();
    } else if (reason == null && !event.text().isEmpty()) {
      json.writeStringField("text", event.text());
    }
  }

  /**
   * Parses the line at an offset.
   *
   * @throws IOException if it is damaged
   */
  static LogEntry read(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      Members members = new Members();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.read(name, json);
      }
      return members.entry();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The parsed members of one line. */
  private static final class Members {
    private long at;
    private String id = "";
    private String event = "";
    private String reason = "";
    private String to = "";
    private String text = "";
    private boolean present;
    private final List<Change> changes = new ArrayList<>();

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "at" -> at = json.getLongValue();
        case "id" -> id = json.getText();
        case "event" -> event = json.getText();
        case "reason" -> reason = json.getText();
        case "to" -> to = json.getText();
        case "text" -> text = json.getText();
        case "present" -> present = json.getBooleanValue();
        case "changes" -> {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            changes.add(change(json));
          }
        }
        default -> json.skipChildren();
      }
    }

    private static Change change(JsonParser json) throws IOException {
      String field = json.nextTextValue();
      String from = value(json);
      String to = value(json);
      if (field == null || json.nextToken() != JsonToken.END_ARRAY) {
        throw new IOException("no change");
      }
      return new Change(field, from, to);
    }

    private static @Nullable String value(JsonParser json) throws IOException {
      JsonToken token = json.nextToken();
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL) {
        throw new IOException("no value");
      }
      return json.getValueAsString();
    }

    LogEntry entry() throws IOException {
      DeviceId device = new DeviceId(id);
      Instant time = Instant.ofEpochMilli(at);
      return switch (event) {
        case MOVED -> new Moved(time, device, new DeviceId(to), present);
        case FORGOTTEN -> new Forgotten(time, device);
        case "appeared" -> new Happened(device, Event.appeared(time));
        case "departed" ->
            new Happened(device, Event.departed(time, DepartureReason.valueOf(reason)));
        case "changed" ->
            new Happened(
                device,
                changes.isEmpty()
                    ? new Event(time, event, changes, null, text)
                    : Event.changed(time, changes));
        default -> throw new IOException("an unknown event");
      };
    }
  }
}
