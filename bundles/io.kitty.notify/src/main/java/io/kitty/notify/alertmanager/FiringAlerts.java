// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.commons.FileFailures;
import io.kitty.commons.LruMap;
import io.kitty.commons.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that last, of one target, in a file over restarts. At most 1000, and none for longer
 * than a week, since its end may never be told. Thread-safe.
 */
public final class FiringAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(FiringAlerts.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX = 1000;
  private static final long MAX_FILE = 4L * 1024 * 1024;
  private static final Duration MAX_AGE = Duration.ofDays(7);

  private final Path file;
  private final Clock clock;
  private final Map<String, JsonNode> alerts = new LruMap<>(MAX);

  /** Reads the file; none is as good as an empty one. */
  public FiringAlerts(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    try {
      if (Files.exists(file) && Files.size(file) <= MAX_FILE) {
        JSON.readTree(file.toFile()).fields().forEachRemaining(this::load);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, FileFailures.sentence(file, e));
    }
  }

  private void load(Map.Entry<String, JsonNode> each) {
    try {
      if (Alert.start(each.getValue()) != null) {
        alerts.put(each.getKey(), each.getValue());
      }
    } catch (DateTimeException e) {
      LOG.debug("An alert in {} is damaged", file);
    }
  }

  /** Remembers what lasts, and forgets what is over. */
  synchronized void update(List<Alert> told) {
    boolean changed = false;
    for (Alert alert : told) {
      changed |=
          alert.lasting()
              ? alerts.put(alert.key(), alert.json()) == null
              : alerts.remove(alert.key()) != null;
    }
    if (changed) {
      save();
    }
  }

  /** Returns an alert as JSON; at its end, with its start, if that is known. */
  synchronized JsonNode withStart(Alert alert) {
    JsonNode known = alerts.get(alert.key());
    ObjectNode json = alert.json();
    if (known != null && !json.has("startsAt")) {
      json.set("startsAt", known.get("startsAt"));
    }
    return json;
  }

  /** Returns the alerts that last now. */
  synchronized List<JsonNode> current() {
    Instant oldest = clock.instant().minus(MAX_AGE);
    if (alerts.values().removeIf(each -> isBefore(each, oldest))) {
      save();
    }
    return List.copyOf(alerts.values());
  }

  private static boolean isBefore(JsonNode alert, Instant oldest) {
    Instant start = Alert.start(alert);
    return start == null || start.isBefore(oldest);
  }

  private void save() {
    ObjectNode content = JSON.createObjectNode();
    alerts.forEach(content::set);
    try {
      DurableFile.write(file, JSON.writeValueAsBytes(content));
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, FileFailures.sentence(file, e));
    }
  }
}
