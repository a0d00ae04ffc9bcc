// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

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
 * Looks at the cfg files of a folder beside Felix File Install, which tells of a file that it
 * cannot read in the log only and never tries again, and says nothing of a key that stands twice.
 */
final class CfgFolder {

  private static final Logger LOG = LoggerFactory.getLogger(CfgFolder.class);

  /** What is done about files that cannot be read. */
  interface Keeper {

    /**
     * Has the default of a module not stand in for a file that cannot be read.
     *
     * @return whether what it said before it could not be read any more goes on
     */
    boolean hold(Path file);

    /** The file can be read now. */
    void take(Path file);

    /** The file is gone. */
    void release(Path file);
  }

  private record Stamp(FileTime modified, long size, boolean readable) {}

  private final Path folder;
  private final Keeper keeper;
  private final Function<String, @Nullable Schema> schemas;
  private final Map<Path, List<String>> complaints = new ConcurrentSkipListMap<>();
  private final Set<Path> unread = new HashSet<>();
  private Map<Path, Stamp> seen = Map.of();
  private boolean begun;
  private final Map<Path, Stamp> looked = new HashMap<>();

  /**
   * @param schemas what the configurations of a PID may hold
   */
  CfgFolder(Path folder, Keeper keeper, Function<String, @Nullable Schema> schemas) {
    this.folder = folder;
    this.keeper = keeper;
    this.schemas = schemas;
  }

  /** Looks at all files again, as bundles came or went that take them. */
  synchronized void again() {
    looked.clear();
  }

  /**
   * Reads what came or changed, but for a file that is new since the last time: somebody may be
   * writing it. What is wrong is logged once.
   */
  synchronized void check() {
    Map<Path, Stamp> now = stamps();
    for (Path file : seen.keySet()) {
      if (!now.containsKey(file)) {
        looked.remove(file);
        complaints.remove(file);
        unread.remove(file);
        keeper.release(file);
      }
    }
    now.forEach(
        (file, stamp) -> {
          boolean still = !begun || stamp.equals(seen.get(file));
          if (still && !stamp.equals(looked.put(file, stamp))) {
            look(file);
          }
        });
    seen = now;
    begun = true;
  }

  private void look(Path file) {
    List<String> before = complaints.getOrDefault(file, List.of());
    List<String> lines = new ArrayList<>();
    try {
      CfgFile cfg = CfgFile.read(file);
      if (unread.remove(file)) {
        keeper.take(file);
      }
      lines.addAll(new CfgName(file).misfit(schemas));
      cfg.repeated().forEach((key, numbers) -> lines.add(repeated(file, key, numbers, cfg)));
    } catch (IOException e) {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      unread.add(file);
      String then =
          keeper.hold(file) ? "what it said last goes on" : "nothing runs by it until it can";
      lines.add("%s cannot be read: %s; %s".formatted(file, e.getMessage(), then));
    }
    lines.stream().filter(line -> !before.contains(line)).forEach(line -> LOG.error("{}", line));
    complaints.put(file, lines);
  }

  private String repeated(Path file, String key, List<Integer> numbers, CfgFile cfg) {
    Schema schema = schemas.apply(new CfgName(file).pid());
    AttributeType known = schema == null ? null : schema.keys().get(key);
    return "%s: %s stands %d times, in the lines %s; the last one counts%s"
        .formatted(
            file,
            key,
            numbers.size(),
            numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            known == null || known.secret() ? "" : ": " + known.shown(cfg.value(key)));
  }

  /** One line for each thing that is wrong with the files at the moment. */
  List<String> lines() {
    return complaints.values().stream().flatMap(List::stream).toList();
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
