// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import io.kitty.text.SafeText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogService;

/**
 * Keeps the last log message about each file of some folders, as Karaf's installers report failures
 * in the log only.
 */
@SuppressWarnings("deprecation") // the levels of the newer API are not in the older one
final class FailureLog implements LogListener {

  /** The maximum number of files, which bounds entries that are never read. */
  private static final int MAX_FILES = 1000;

  /** The maximum length of a cause, about one sentence. */
  private static final int MAX_CAUSE = 300;

  /** The framework's message about a missing package, which is much more detailed. */
  private static final Pattern UNRESOLVED =
      Pattern.compile(
          "Unable to resolve .*\\(osgi\\.wiring\\.package=([\\w.]+)\\).*", Pattern.DOTALL);

  private final Pattern files;
  private final LongSupplier nanos;
  private final Map<Path, Cause> causes = new ConcurrentHashMap<>();
  private volatile @Nullable Path installing;

  private record Cause(String text, long at) {}

  /**
   * @param nanos the monotonic clock
   */
  FailureLog(LongSupplier nanos, Path... folders) {
    this.nanos = nanos;
    StringBuilder alternatives = new StringBuilder();
    for (Path folder : folders) {
      alternatives.append(alternatives.isEmpty() ? "" : "|").append(Pattern.quote(folder + "/"));
    }
    files = Pattern.compile("(?:" + alternatives + ")[^/]+$");
  }

  /** Returns why a file could not be used; empty if nothing was logged. */
  Optional<String> cause(Path file) {
    return Optional.ofNullable(causes.get(file)).map(Cause::text);
  }

  /** Drops the messages about a file from before a time. */
  void forget(Path file, long before) {
    causes.computeIfPresent(file, (name, cause) -> cause.at() - before < 0 ? null : cause);
  }

  /** Handles a log entry; must not log anything itself. */
  @Override
  public void logged(LogEntry entry) {
    String message = String.valueOf(entry.getMessage());
    Matcher matcher = files.matcher(message);
    Path file = matcher.find() ? Path.of(matcher.group()) : null;
    if (entry.getLevel() > LogService.LOG_WARNING) {
      installing = file == null ? installing : file;
      return;
    }
    // A KAR is named when its installation starts, but not when it fails.
    Path about = file == null && message.startsWith("Unable to install Kar") ? installing : file;
    if (about != null && (causes.size() < MAX_FILES || causes.containsKey(about))) {
      causes.put(about, new Cause(cause(message, entry.getException()), nanos.getAsLong()));
    }
  }

  private static String cause(String message, @Nullable Throwable exception) {
    String text = exception == null ? null : exception.getMessage();
    if (text == null) {
      text = exception == null ? message : exception.toString();
    }
    Matcher missing = UNRESOLVED.matcher(text);
    return missing.matches()
        ? "nothing provides the package " + missing.group(1) + ", which it needs"
        : SafeText.clean(text.replaceAll("\\s+", " "), MAX_CAUSE);
  }
}
