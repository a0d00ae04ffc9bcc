// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.schema;

import io.kitty.hub.ConfigConstraint.StandIn;
import io.kitty.text.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A configuration key as declared by a component's metatype.
 *
 * @param id the key's name in the file
 * @param type the metatype's name of the type, for instance {@code Integer}
 * @param list whether it takes several values
 * @param min the minimum, {@code ""} for none
 * @param max the maximum, {@code ""} for none
 * @param options the only values allowed; empty if any are
 * @param pattern the regular expression a value must match, {@code ""} for anything
 * @param allowed what the pattern allows, in words
 * @param environment the environment variable that overrides it, {@code ""} for none
 * @param description what it is for, in words
 * @param standard the default, {@code ""} for none
 * @param needed whether a value is required, as there is no default
 * @param prompted whether a person who adds a configuration is asked for it although it has a
 *     default
 * @param standIn what replaces an invalid value
 * @param enables whether the environment variable also enables the module
 */
public record AttributeType(
    String id,
    String type,
    boolean list,
    String min,
    String max,
    List<String> options,
    String pattern,
    String allowed,
    String environment,
    String description,
    String standard,
    boolean needed,
    boolean prompted,
    StandIn standIn,
    boolean enables) {

  private static final int MAX_SHOWN = 100;

  /** The maximum length of a value; matching a longer one by a pattern could take minutes. */
  private static final int MAX_LENGTH = 10_000;

  /** The user and the password in a URL. */
  private static final Pattern LOGIN = Pattern.compile("(?<=//)[^@/]*@");

  /** The replacement for a byte that could not be decoded. */
  private static final String REPLACEMENT = "\uFFFD";

  /**
   * A parsed value.
   *
   * @param value in the type that the component expects
   * @param bad the elements of a list that are not allowed and were left out
   * @param allowed what is allowed, if any element was left out
   */
  public record Parsed(Object value, List<String> bad, String allowed) {}

  /** Returns whether its value must not be shown. */
  public boolean secret() {
    return type.equals("Password");
  }

  /** Returns a value for display: cleaned, shortened, and without secrets. */
  public String shown(Object value) {
    if (secret()) {
      return value.toString().isBlank() ? "" : "***";
    }
    String text =
        value instanceof Object[] several
            ? Arrays.stream(several).map(Object::toString).collect(Collectors.joining(", "))
            : value.toString();
    String clean = SafeText.clean(LOGIN.matcher(text).replaceAll("***@"), MAX_SHOWN);
    return value instanceof Object[] ? "[" + clean + "]" : clean;
  }

  /** Returns whether it is a single boolean, which is off if it is invalid. */
  public boolean isSwitch() {
    return type.equals("Boolean") && !list;
  }

  /**
   * Validates a value and converts it to the type that the component expects. Invalid elements of a
   * list are left out.
   *
   * @throws IllegalArgumentException if no part of it is valid; the message says what is allowed
   */
  public Parsed parse(Object raw) {
    if (raw instanceof String text && text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("allowed are at most " + MAX_LENGTH + " characters");
    }
    if (!list) {
      return new Parsed(scalar(raw.toString().strip()), List.of(), "");
    }
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    IllegalArgumentException invalid = new IllegalArgumentException("it names nothing");
    for (String text : texts(raw)) {
      try {
        if (!text.isBlank()) {
          good.add(scalar(text.strip()).toString());
        }
      } catch (IllegalArgumentException e) {
        bad.add(text.strip());
        invalid = e;
      }
    }
    if (good.isEmpty() && (!bad.isEmpty() || raw instanceof String text && !text.isBlank())) {
      throw invalid;
    }
    return new Parsed(good.toArray(String[]::new), bad, String.valueOf(invalid.getMessage()));
  }

  private static List<String> texts(Object raw) {
    if (raw instanceof Object[] several) {
      return Arrays.stream(several).map(Object::toString).toList();
    }
    if (raw instanceof Collection<?> several) {
      return several.stream().map(Object::toString).toList();
    }
    return List.of(raw.toString().split(","));
  }

  private Object scalar(String text) {
    return switch (type) {
      case "Boolean" -> flag(text);
      case "Integer" -> number(text, Integer::valueOf);
      case "Long" -> number(text, Long::valueOf);
      case "Double" -> number(text, Double::valueOf);
      default -> text(text);
    };
  }

  /** Returns what {@link #parse} accepts, in words; {@code ""} for anything. */
  public String range() {
    if (!options.isEmpty()) {
      return String.join(", ", options);
    }
    return switch (type) {
      case "Boolean" -> "true and false, 1 and 0";
      case "Integer", "Long" -> "a whole number" + bounds();
      case "Double" -> "a number" + bounds();
      default -> allowed;
    };
  }

  private String bounds() {
    return (min.isEmpty() ? "" : " from " + min)
        + (max.isEmpty() ? "" : min.isEmpty() ? " up to " + max : " to " + max);
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException("allowed are true and false, 1 and 0");
    };
  }

  private <N extends Number> N number(String text, Function<String, N> parser) {
    try {
      N number = parser.apply(text);
      double value = number.doubleValue();
      if (Double.isFinite(value)
          && (min.isEmpty() || value >= Double.parseDouble(min))
          && (max.isEmpty() || value <= Double.parseDouble(max))) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("allowed is " + range(), e);
    }
    throw new IllegalArgumentException("allowed is " + range());
  }

  private String text(String text) {
    if (text.contains(REPLACEMENT)) {
      throw new IllegalArgumentException("it holds bytes that are not UTF-8");
    }
    if (!options.isEmpty() && !options.contains(text)) {
      throw new IllegalArgumentException("allowed are " + range());
    }
    if (!pattern.isEmpty() && !text.matches(pattern)) {
      throw new IllegalArgumentException("allowed are " + range());
    }
    return text;
  }
}
