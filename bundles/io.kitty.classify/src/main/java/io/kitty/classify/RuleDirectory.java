// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a folder of rule files, which are applied in the order of their names. If a file is
 * invalid, its last valid rules stay in force. Not thread-safe.
 */
final class RuleDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);
  private static final long MAX_BYTES = 1 << 20;

  private record Stamp(FileTime modified, long size) {}

  private final Path folder;
  private Map<Path, Stamp> seen = Map.of();
  private final SortedMap<Path, List<Rule>> good = new TreeMap<>();
  private volatile List<String> complaints = List.of();

  /** Why the folder cannot be listed; {@code ""} if it can. */
  private volatile String unlisted = "";

  RuleDirectory(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns whether any file was added, changed or deleted since the last {@link #read}. A folder
   * that cannot be listed now is unchanged: that is no reason to drop its rules.
   */
  boolean changed() {
    return stamps().filter(now -> !now.equals(seen)).isPresent();
  }

  /** Reads the folder; problems with files are returned by {@link #complaints}, and logged once. */
  Classifier read() {
    Map<Path, Stamp> now = stamps().orElse(seen);
    List<String> bad = new ArrayList<>();
    good.keySet().retainAll(now.keySet());
    now.forEach(
        (file, stamp) -> {
          try {
            if (stamp.size() > MAX_BYTES) {
              throw new IOException(file + ": larger than the " + MAX_BYTES + " bytes allowed");
            }
            good.put(file, RuleParser.read(file.toString(), Files.readAllBytes(file)));
          } catch (IOException e) {
            String line = e.getMessage() + "; " + instead(file);
            if (!complaints.contains(line)) {
              LOG.error("{}", line);
            }
            bad.add(line);
          }
        });
    seen = now;
    complaints = bad;
    List<Rule> rules = good.values().stream().flatMap(List::stream).toList();
    LOG.info("Loaded {} classification rules", rules.size());
    return new Classifier(rules);
  }

  private String instead(Path file) {
    return good.containsKey(file) ? "its last good rules go on" : "it is not used";
  }

  /** Returns the problems with the folder and its files, one line each. Thread-safe. */
  List<String> complaints() {
    List<String> all = new ArrayList<>(complaints);
    if (!unlisted.isEmpty()) {
      all.add(unlisted);
    }
    return all;
  }

  /** Returns the files with their state; empty if the folder cannot be listed. */
  private Optional<Map<Path, Stamp>> stamps() {
    Map<Path, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        stamp(file).ifPresent(stamp -> stamps.put(file, stamp));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      LOG.debug("There is no folder {}", folder, e);
    } catch (IOException | UncheckedIOException e) {
      String instead = good.isEmpty() ? "" : "; its last good rules go on";
      complain(folder + " cannot be read: " + e.getMessage() + instead);
      return Optional.empty();
    }
    unlisted = "";
    return Optional.of(stamps);
  }

  /** Returns the state of a file; empty if it was deleted meanwhile, or is a link to nothing. */
  private static Optional<Stamp> stamp(Path file) throws IOException {
    try {
      return Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
    } catch (NoSuchFileException e) {
      LOG.debug("There is no {}", file, e);
      return Optional.empty();
    }
  }

  private void complain(String line) {
    if (!unlisted.equals(line)) {
      LOG.error("{}", line);
      unlisted = line;
    }
  }
}
