// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The server-sent events of one connection (WHATWG HTML, section 9.2). */
public final class EventFeed implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A received event. */
  public record Event(String name, String id, JsonNode data) {
    public String device() {
      return data.path("id").asText();
    }
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Stream<String> lines;
  private volatile boolean ended;

  /** Reads events on a thread of its own. */
  public EventFeed(Stream<String> lines) {
    this.lines = lines;
    Thread reader = new Thread(this::read, "event-feed");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      Map<String, String> fields = new HashMap<>();
      lines.forEach(line -> take(line, fields));
    } catch (UncheckedIOException e) {
      // closed by one side or the other
    } finally {
      ended = true;
    }
  }

  private void take(String line, Map<String, String> fields) {
    if (line.isEmpty()) {
      if (fields.containsKey("data")) {
        events.add(new Event(fields.get("event"), fields.get("id"), parse(fields.get("data"))));
      }
      fields.clear();
    } else {
      String[] field = line.split(": ?", 2);
      fields.put(field[0], field[1]);
    }
  }

  private static JsonNode parse(String data) {
    try {
      return JSON.readTree(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The events of one name, in order. */
  public List<Event> events(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  /** The ids of the devices that events of one name are about, in order. */
  public List<String> devices(String name) {
    return events(name).stream().map(Event::device).toList();
  }

  /** Returns whether the connection has ended. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    lines.close();
  }
}
