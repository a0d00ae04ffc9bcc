// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unusable files in etc/ and deploy/, each with the reason. A file is checked once it has not
 * changed for a while: it may still be being written, and the framework checks it only
 * periodically.
 */
final class FileProblems {

  private static final Logger LOG = LoggerFactory.getLogger(FileProblems.class);
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** Identifies one version of a file. */
  private record Stamp(FileTime modified, long size) {}

  /** One version of a file, and the results of its check. */
  private static final class Version {
    final Stamp stamp;
    final long since;
    @Nullable String content;
    boolean configured;

    Version(Stamp stamp, long since) {
      this.stamp = stamp;
      this.since = since;
    }
  }

  private final Path etc;
  private final Path deploy;
  private final Supplier<Set<String>> configurations;
  private final Function<Path, Optional<String>> bundles;
  private final FailureLog log;
  private final LongSupplier nanos;
  private final Map<Path, Version> versions = new HashMap<>();
  private volatile SortedMap<Path, String> problems = Collections.emptySortedMap();
  private long checked;

  /**
   * @param configurations returns the files, as URIs, for which the framework has a configuration
   * @param bundles returns the problem of the bundle in a file
   * @param log the causes
   * @param nanos the monotonic clock
   */
  FileProblems(
      Path etc,
      Path deploy,
      Supplier<Set<String>> configurations,
      Function<Path, Optional<String>> bundles,
      FailureLog log,
      LongSupplier nanos) {
    this.etc = etc;
    this.deploy = deploy;
    this.configurations = configurations;
    this.bundles = bundles;
    this.log = log;
    this.nanos = nanos;
    this.checked = nanos.getAsLong();
  }

  /** Returns a line for each file. Thread-safe. */
  List<String> lines() {
    return problems.entrySet().stream()
        .map(each -> each.getKey() + " is not used: " + each.getValue())
        .toList();
  }

  /** Returns the files that the lines are about. Thread-safe. */
  Set<Path> files() {
    return problems.keySet();
  }

  /** Checks the files. */
  void check() {
    long now = nanos.getAsLong();
    Map<Path, Stamp> present = new HashMap<>();
    list(etc, present);
    list(deploy, present);
    versions.keySet().removeIf(file -> !present.containsKey(file));
    present.forEach(
        (file, stamp) -> {
          Version before = versions.get(file);
          if (before == null || !before.stamp.equals(stamp)) {
            log.forget(file, checked);
            versions.put(file, new Version(stamp, now));
          }
        });
    SortedMap<Path, String> found = new TreeMap<>();
    versions.forEach(
        (file, version) -> {
          if (now - version.since >= SETTLED.toNanos()) {
            fault(file, version).ifPresent(fault -> found.put(file, fault));
          }
        });
    log(problems, found);
    problems = Collections.unmodifiableSortedMap(found);
    checked = now;
  }

  private void list(Path folder, Map<Path, Stamp> stamps) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isChecked(folder, file.getFileName().toString())) {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          if (attributes.isRegularFile()) {
            stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be listed now", folder, e);
    }
  }

  /**
   * Returns whether a file is checked: etc/ also holds files of other programs; everything in
   * deploy/ is for the framework.
   */
  private boolean isChecked(Path folder, String name) {
    if (folder.equals(etc)) {
      return FileFormat.of(name).isConfiguration();
    }
    return !name.startsWith(".")
        && !name.startsWith("README")
        && !name.matches(".*(~|\\.part|\\.tmp)");
  }

  private Optional<String> fault(Path file, Version version) {
    FileFormat format = FileFormat.of(file.getFileName().toString());
    if (version.content == null) {
      if (format.isConfiguration() && !Files.isReadable(file)) {
        return Optional.empty(); // CfgFolder reports it
      }
      version.content = format.check(file);
    }
    if (!version.content.isEmpty()) {
      return Optional.of(version.content);
    }
    Optional<String> state =
        switch (format) {
          case CONFIGURATION, JSON_CONFIGURATION -> configuration(file, version);
          case BUNDLE -> bundles.apply(file);
          default -> Optional.empty();
        };
    Optional<String> cause = log.cause(file);
    return switch (format) {
      case KAR, FEATURES -> cause;
      default -> state.map(what -> cause.map(why -> what + ": " + why).orElse(what));
    };
  }

  private Optional<String> configuration(Path file, Version version) {
    version.configured =
        version.configured || configurations.get().contains(file.toFile().toURI().toString());
    return version.configured
        ? Optional.empty()
        : Optional.of("it cannot be read as a configuration");
  }

  private static void log(SortedMap<Path, String> before, SortedMap<Path, String> after) {
    after.forEach(
        (file, fault) -> {
          if (!Objects.equals(before.get(file), fault)) {
            LOG.warn("{} is not used: {}", file, fault);
          }
        });
    before.keySet().stream()
        .filter(file -> !after.containsKey(file))
        .forEach(file -> LOG.info("{} is usable again, or was deleted", file));
  }
}
