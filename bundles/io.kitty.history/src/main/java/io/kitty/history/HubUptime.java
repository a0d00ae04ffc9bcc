// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.history.log.FileErrors;
import io.kitty.history.log.HistoryLog;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the hub was running: a file with a line for each run, start and end in epoch milliseconds.
 * The last line is overwritten in place at each beat, so that the time of a crash is known to
 * within a beat. Not thread-safe.
 */
final class HubUptime {

  /** How often {@link #tick} is to be called. */
  static final Duration BEAT = Duration.ofSeconds(20);

  /** A longer time without a beat means that the host was suspended, or its clock was set. */
  private static final Duration GAP = BEAT.multipliedBy(3);

  private static final Logger LOG = LoggerFactory.getLogger(HubUptime.class);
  private static final int MAX_RUNS = 10_000;
  private static final Pattern LINE = Pattern.compile("(\\d{13}) (\\d{13})");
  private static final int LINE_BYTES = 28;
  private static final Instant LATEST = Instant.ofEpochMilli(9_999_999_999_999L);

  private final Path folder;
  private final Path path;
  private final List<Span> runs = new ArrayList<>();

  /** The number of lines of the file that are up to date. */
  private int written = -1;

  /**
   * Opens no file yet.
   *
   * @param folder the folder of its file {@code uptime}
   */
  HubUptime(Path folder) {
    this.folder = folder;
    this.path = folder.resolve("uptime");
  }

  /** Reads the runs from the file, if there is one; damaged lines are skipped. */
  void load() {
    if (Files.exists(path)) {
      try {
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        LINE.matcher(text).results().forEach(line -> add(time(line.group(1)), time(line.group(2))));
      } catch (IOException e) {
        LOG.warn("{} cannot be read: {}", path, FileErrors.reason(e));
      }
    }
  }

  private static Instant time(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** Adds a run that has ended. */
  void add(Instant from, Instant to) {
    runs.add(new Span(from, to.isBefore(from) ? from : to));
  }

  /** Extends the last run to its last entry in the log, if that is shortly after its last beat. */
  void extend(Instant newest) {
    if (!runs.isEmpty()) {
      Span last = runs.get(runs.size() - 1);
      if (newest.isAfter(last.to()) && newest.isBefore(last.to().plus(GAP))) {
        runs.set(runs.size() - 1, new Span(last.from(), newest));
      }
    }
  }

  /** Starts a run, and drops expired ones. */
  void begin(Instant now) {
    Instant start = now.minus(History.REACH);
    runs.removeIf(run -> run.to().isBefore(start));
    runs.subList(0, Math.max(0, runs.size() - MAX_RUNS + 1)).clear();
    add(now, now);
    written = -1;
  }

  /** Extends the current run, and writes it. */
  void tick(Instant now) throws IOException {
    int last = runs.size() - 1;
    Span run = runs.get(last);
    if (now.isBefore(run.to()) || now.isAfter(run.to().plus(GAP))) {
      add(now, now);
    } else {
      runs.set(last, new Span(run.from(), now));
      written = Math.min(written, last);
    }
    write();
  }

  private void write() throws IOException {
    if (written < 0 || !Files.exists(path)) {
      HistoryLog.makeFolder(folder);
      Path fresh = folder.resolve("uptime.new");
      Files.write(fresh, lines(0));
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(lines(written));
        while (bytes.hasRemaining()) {
          file.write(bytes, (long) written * LINE_BYTES + bytes.position());
        }
      }
    }
    written = runs.size();
  }

  private byte[] lines(int first) {
    return runs.subList(first, runs.size()).stream()
        .map(run -> line(run))
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String line(Span run) {
    return String.format(Locale.ROOT, "%013d %013d\n", millis(run.from()), millis(run.to()));
  }

  private static long millis(Instant time) {
    return Math.max(0, (time.isBefore(LATEST) ? time : LATEST).toEpochMilli());
  }

  /** Returns when the hub was off in a period that ends now or earlier, oldest first. */
  List<Span> off(Instant from, Instant to, Instant now) {
    List<Span> running = new ArrayList<>(runs);
    Span last = running.get(running.size() - 1);
    if (now.isAfter(last.to()) && now.isBefore(last.to().plus(GAP))) {
      running.add(new Span(last.to(), now));
    }
    return PresenceSpans.without(new Span(from, to), PresenceSpans.union(running));
  }
}
