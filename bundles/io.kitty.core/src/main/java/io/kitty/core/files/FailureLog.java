// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.files;

import io.kitty.device.SafeText;
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
 * What the log said last of the files of some folders. Karaf's installers tell nobody else why they
 * could not use a file.
 */
@SuppressWarnings("deprecation") // the levels of the newer API are not in the older one
final class FailureLog implements LogListener {

  /** Files whose names nobody looks up any more are few. */
  private static final int MAX_FILES = 1000;

  /** More characters of a cause would not be one sentence. */
  private static final int LONGEST = 300;

  /** The framework tells of a missing package in much more detail. */
  private static final Pattern UNRESOLVED =
      Pattern.compile(
          "Unable to resolve .*\\(osgi\\.wiring\\.package=([\\w.]+)\\).*", Pattern.DOTALL);

  private final Pattern files;
  private final LongSupplier nanos;
  private final Map<Path, Cause> causes = new ConcurrentHashMap<>();
  private volatile @Nullable Path inWork;

  private record Cause(String text, long at) {}

  /**
   * @param nanos monotonic time
   */
  FailureLog(LongSupplier nanos, Path... folders) {
    this.nanos = nanos;
    StringBuilder alternatives = new StringBuilder();
    for (Path folder : folders) {
      alternatives.append(alternatives.isEmpty() ? "" : "|").append(Pattern.quote(folder + "/"));
    }
    files = Pattern.compile("(?:" + alternatives + ")[^/]+$");
  }

  /** Why a file could not be used; empty where nothing was said. */
  Optional<String> cause(Path file) {
    return Optional.ofNullable(causes.get(file)).map(Cause::text);
  }

  /** Forgets what was said of a file before a moment. */
  void forget(Path file, long before) {
    causes.computeIfPresent(file, (name, cause) -> cause.at() - before < 0 ? null : cause);
  }

  /** Takes in an entry; must not log anything itself. */
  @Override
  public void logged(LogEntry entry) {
    String message = String.valueOf(entry.getMessage());
    Matcher matcher = files.matcher(message);
    Path file = matcher.find() ? Path.of(matcher.group()) : null;
    if (entry.getLevel() > LogService.LOG_WARNING) {
      inWork = file == null ? inWork : file;
      return;
    }
    // A KAR is named when its installation begins, but not when that fails.
    Path about = file == null && message.startsWith("Unable to install Kar") ? inWork : file;
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
        : SafeText.clean(text.replaceAll("\\s+", " "), LONGEST);
  }
}
