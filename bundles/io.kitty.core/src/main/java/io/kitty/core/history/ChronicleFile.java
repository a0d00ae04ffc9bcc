// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.DeviceId;
import io.kitty.hub.History.Event;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link Chronicle} in a file over a restart, a JSON object a device. A sudden end of the
 * process takes what happened since the last {@link #save}; a damaged file is begun anew.
 */
public final class ChronicleFile {

  private static final Logger LOG = LoggerFactory.getLogger(ChronicleFile.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path path;
  private final Chronicle chronicle;
  private boolean failed;

  public ChronicleFile(Path path, Chronicle chronicle) {
    this.path = path;
    this.chronicle = chronicle;
  }

  /** Has the chronicle take in what is in the file. */
  public void load() {
    if (!Files.exists(path)) {
      return;
    }
    try (MappingIterator<JsonNode> lines =
        MAPPER.readerFor(JsonNode.class).readValues(path.toFile())) {
      while (lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        List<Event> events = new ArrayList<>();
        for (JsonNode event : line.path("events")) {
          events.add(
              new Event(
                  Instant.ofEpochMilli(event.path(0).asLong()),
                  event.path(1).asText(),
                  List.of(),
                  null,
                  event.path(2).asText()));
        }
        chronicle.restore(new DeviceId(line.path("id").asText()), events);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be read any further, and goes on from here: {}", path, e.getMessage());
    }
  }

  /** Writes the file, if there is news. */
  public synchronized void save(Instant now) {
    Map<DeviceId, List<Event>> events = chronicle.takeChanged(now);
    if (events == null) {
      return;
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.getParent());
      try (BufferedWriter out = Files.newBufferedWriter(fresh);
          JsonGenerator json = new JsonFactory().createGenerator(out)) {
        json.setRootValueSeparator(null);
        for (Map.Entry<DeviceId, List<Event>> device : events.entrySet()) {
          write(json, device.getKey(), device.getValue());
          json.writeRaw('\n');
        }
      }
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.warn("{} cannot be written: {}", path, e.toString());
      }
      failed = true;
    }
  }

  private static void write(JsonGenerator json, DeviceId id, List<Event> events)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.value());
    json.writeArrayFieldStart("events");
    for (Event event : events) {
      json.writeStartArray();
      json.writeNumber(event.at().toEpochMilli());
      json.writeString(event.word());
      json.writeString(event.text());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
