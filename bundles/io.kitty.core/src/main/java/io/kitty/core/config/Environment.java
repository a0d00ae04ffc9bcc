// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says of configurations. A file of variables that is written for a shell may
 * reach the process by other ways: Docker's {@code --env-file} and systemd's {@code
 * EnvironmentFile} leave in the value what a shell takes as a comment, and Docker the quotes too.
 */
final class Environment {

  private static final String PREFIX = "io.kitty.";
  private static final String ENABLED = "enabled";

  /** A value in quotes, and what may stand behind it. */
  private static final Pattern QUOTED =
      Pattern.compile("\\s*(['\"])(.*?)\\1\\s*(?:\\s#.*)?", Pattern.DOTALL);

  /** A comment: only beside a blank, as a URL or a password may hold the sign. */
  private static final Pattern COMMENT = Pattern.compile("(?:^#\\s|\\s#).*", Pattern.DOTALL);

  private final Function<String, @Nullable String> variables;

  /**
   * @param variables the variables as the process has them, by name
   */
  Environment(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  /**
   * The variable that is stronger than a key, {@code ""} for none. Every module can be switched by
   * a variable of its name.
   *
   * @param single whether the PID has one configuration only
   */
  static String variable(String pid, boolean single, AttributeType key) {
    if (key.environment().isEmpty() && key.id().equals(ENABLED) && single) {
      return "ENABLE_" + pid.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
    }
    return key.environment();
  }

  /** The value of a variable, without quotes and comment; null where nothing is left. */
  @Nullable String get(String variable) {
    String raw = variable.isEmpty() ? null : variables.apply(variable);
    String meant = raw == null ? "" : meant(raw);
    return meant.isBlank() ? null : meant;
  }

  private static String meant(String raw) {
    Matcher quoted = QUOTED.matcher(raw);
    return quoted.matches() ? quoted.group(2) : COMMENT.matcher(raw).replaceFirst("").strip();
  }
}
