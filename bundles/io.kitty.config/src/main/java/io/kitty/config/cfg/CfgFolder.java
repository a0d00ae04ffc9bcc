// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import io.kitty.config.schema.AttributeType;
import io.kitty.config.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the cfg files of a folder beside Felix File Install, which reports an unreadable file in
 * the log only and never retries, and ignores repeated keys.
 */
public final class CfgFolder {

  private static final Logger LOG = LoggerFactory.getLogger(CfgFolder.class);

  /** Handles files that cannot be read. */
  interface UnreadableFileHandler {

    /**
     * Prevents the module of an unreadable file from running on its defaults.
     *
     * @return whether the file's previous configuration stays in use
     */
    boolean hold(Path file);

    /** The file is readable again. */
    void take(Path file);

    /** The file was deleted. */
    void release(Path file);
  }

  private record Stamp(FileTime modified, long size, boolean readable) {}

  private final Path folder;
  private final UnreadableFileHandler handler;
  private final Function<String, @Nullable Schema> schemas;
  private final Map<Path, List<String>> problems = new ConcurrentSkipListMap<>();
  private final Set<Path> unreadable = new HashSet<>();
  private Map<Path, Stamp> seen = Map.of();
  private boolean initialised;
  private final Map<Path, Stamp> checked = new HashMap<>();

  /**
   * @param schemas returns the schema of a PID
   */
  public CfgFolder(
      Path folder, UnreadableFileHandler handler, Function<String, @Nullable Schema> schemas) {
    this.folder = folder;
    this.handler = handler;
    this.schemas = schemas;
  }

  /**
   * Checks all files again at the next {@link #check}, as bundles with metatypes were added or
   * removed.
   */
  public synchronized void recheckAll() {
    checked.clear();
  }

  /**
   * Checks new and changed files, except for a file that appeared since the last call, as it may
   * still be being written. Each problem is logged once.
   */
  public synchronized void check() {
    Map<Path, Stamp> now = stamps();
    for (Path file : seen.keySet()) {
      if (!now.containsKey(file)) {
        checked.remove(file);
        problems.remove(file);
        unreadable.remove(file);
        handler.release(file);
      }
    }
    now.forEach(
        (file, stamp) -> {
          boolean still = !initialised || stamp.equals(seen.get(file));
          if (still && !stamp.equals(checked.put(file, stamp))) {
            checkFile(file);
          }
        });
    seen = now;
    initialised = true;
  }

  private void checkFile(Path file) {
    List<String> before = problems.getOrDefault(file, List.of());
    List<String> lines = new ArrayList<>();
    try {
      CfgFile cfg = CfgFile.read(file);
      if (unreadable.remove(file)) {
        handler.take(file);
      }
      lines.addAll(new CfgName(file).mismatch(schemas));
      cfg.repeated().forEach((key, numbers) -> lines.add(repeated(file, key, numbers, cfg)));
    } catch (IOException e) {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      unreadable.add(file);
      String then =
          handler.hold(file) ? "what it said last goes on" : "nothing runs by it until it can";
      lines.add("%s cannot be read: %s; %s".formatted(file, e.getMessage(), then));
    }
    lines.stream().filter(line -> !before.contains(line)).forEach(line -> LOG.error("{}", line));
    problems.put(file, lines);
  }

  private String repeated(Path file, String key, List<Integer> numbers, CfgFile cfg) {
    Schema schema = schemas.apply(new CfgName(file).pid());
    AttributeType type = schema == null ? null : schema.keys().get(key);
    return "%s: %s stands %d times, in the lines %s; the last one counts%s"
        .formatted(
            file,
            key,
            numbers.size(),
            numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            type == null || type.secret() ? "" : ": " + type.shown(cfg.value(key)));
  }

  /** Returns one line for each current problem. */
  public List<String> lines() {
    return problems.values().stream().flatMap(List::stream).toList();
  }

  private Map<Path, Stamp> stamps() {
    Map<Path, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(CfgName.SUFFIX)).toList()) {
        stamps.put(file, stamp(file));
      }
      return stamps;
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Cannot list {}", folder, e);
      return seen;
    }
  }

  private static Stamp stamp(Path file) throws IOException {
    LinkOption[] here = {LinkOption.NOFOLLOW_LINKS};
    BasicFileAttributes attributes =
        Files.readAttributes(
            file, BasicFileAttributes.class, Files.exists(file) ? new LinkOption[0] : here);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), Files.isReadable(file));
  }
}
