// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.DepartureReason;
import io.kitty.history.log.FileErrors;
import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogLine;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code history.jsonl} of version 0.1: a JSON object for each device, with the events of
 * its last day, each a time in epoch milliseconds, a word and a text.
 */
final class LegacyHistory {

  private static final Logger LOG = LoggerFactory.getLogger(LegacyHistory.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LegacyHistory() {}

  /**
   * Converts it to the first file of the log, if it exists and there is no log yet, and leaves it
   * unchanged.
   *
   * @param uptime receives a run from the first event until the file was written
   */
  static void convert(Path old, Path folder, HubUptime uptime) {
    if (!Files.isRegularFile(old) || Files.exists(folder)) {
      return;
    }
    List<LogEntry> entries = read(old);
    if (entries.isEmpty()) {
      return;
    }
    try {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      entries.forEach(entry -> lines.writeBytes(LogLine.write(entry)));
      Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
      HistoryLog.makeFolder(fresh);
      Files.write(fresh.resolve(HistoryLog.name(1)), lines.toByteArray());
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      uptime.add(entries.get(0).at(), Files.getLastModifiedTime(old).toInstant());
      LOG.info("Converted {} events of {} to {}", entries.size(), old, folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be converted: {}", old, FileErrors.reason(e));
    }
  }

  private static List<LogEntry> read(Path old) {
    List<LogEntry> entries = new ArrayList<>();
    try {
      new String(Files.readAllBytes(old), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> convert(line, entries));
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", old, FileErrors.reason(e));
    }
    entries.sort(Comparator.comparing(LogEntry::at));
    return entries;
  }

  private static void convert(String line, List<LogEntry> entries) {
    try {
      JsonNode device = MAPPER.readTree(line);
      DeviceId id = new DeviceId(device.path("id").asText());
      for (JsonNode event : device.path("events")) {
        entries.add(new Happened(id, event(event)));
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.warn("Skipped a damaged line in the history of an earlier version");
    }
  }

  private static Event event(JsonNode event) {
    Instant at = Instant.ofEpochMilli(event.path(0).asLong());
    String text = event.path(2).asText();
    return switch (event.path(1).asText()) {
      case "appeared" -> Event.appeared(at);
      case "departed" ->
          Event.departed(
              at, DepartureReason.valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_')));
      default -> new Event(at, "changed", List.of(), null, text);
    };
  }
}
