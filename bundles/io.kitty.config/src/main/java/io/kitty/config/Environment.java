// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.schema.AttributeType;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that configure the hub. A variable file written for a shell may reach
 * the process in other ways: Docker's {@code --env-file} and systemd's {@code EnvironmentFile} keep
 * what a shell takes as a comment in the value, and Docker the quotes too.
 */
public final class Environment {

  private static final String PREFIX = "io.kitty.";
  private static final String ENABLED = "enabled";

  /** A quoted value, and what may follow it. */
  private static final Pattern QUOTED =
      Pattern.compile("\\s*(['\"])(.*?)\\1\\s*(?:\\s#.*)?", Pattern.DOTALL);

  /** A comment: only next to white space, as a URL or a password may contain the sign. */
  private static final Pattern COMMENT = Pattern.compile("(?:^#\\s|\\s#).*", Pattern.DOTALL);

  private final Function<String, @Nullable String> variables;

  /**
   * @param variables the variables of the process, by name
   */
  public Environment(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  /**
   * Returns the variable that overrides a key, {@code ""} for none. Every module can be enabled by
   * a variable of its name.
   *
   * @param single whether the PID has one configuration only
   */
  public static String variable(String pid, boolean single, AttributeType key) {
    if (key.environment().isEmpty() && key.id().equals(ENABLED) && single) {
      String name = pid.substring(PREFIX.length()).replace('.', '_');
      return "ENABLE_" + name.toUpperCase(Locale.ROOT);
    }
    return key.environment();
  }

  /** Returns the value of a variable, without quotes and comment; null if nothing remains. */
  @Nullable
  public String get(String variable) {
    String raw = variable.isEmpty() ? null : variables.apply(variable);
    String value = raw == null ? "" : unquoted(raw);
    return value.isBlank() ? null : value;
  }

  private static String unquoted(String raw) {
    Matcher quoted = QUOTED.matcher(raw);
    return quoted.matches() ? quoted.group(2) : COMMENT.matcher(raw).replaceFirst("").strip();
  }
}
