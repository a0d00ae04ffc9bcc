// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a component's metatype says of one configuration key.
 *
 * @param id the key as it stands in the file
 * @param type the metatype's name of the type, for instance {@code Integer}
 * @param list whether it takes several values
 * @param min the least value, {@code ""} for none
 * @param max the greatest value, {@code ""} for none
 * @param options the only values allowed; empty if there is no such list
 * @param pattern what a value has to match, {@code ""} for anything
 * @param allowed what the pattern allows, in words
 * @param environment the environment variable that overrides it, {@code ""} for none
 * @param needed whether there is no default to do without it
 */
record Key(
    String id,
    String type,
    boolean list,
    String min,
    String max,
    List<String> options,
    String pattern,
    String allowed,
    String environment,
    boolean needed) {

  /**
   * Checks a value and gives it the type that the component expects.
   *
   * @throws IllegalArgumentException if it is not allowed; the message says what is
   */
  Object parse(Object raw) {
    if (!list) {
      return scalar(raw.toString().strip());
    }
    List<String> texts = new ArrayList<>();
    for (String text : texts(raw)) {
      if (!text.isBlank()) {
        texts.add(scalar(text.strip()).toString());
      }
    }
    return texts.toArray(String[]::new);
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
      case "Integer" -> number(text, Integer::valueOf, "a whole number");
      case "Long" -> number(text, Long::valueOf, "a whole number");
      case "Double" -> number(text, Double::valueOf, "a number");
      default -> text(text);
    };
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException("allowed are true and false, 1 and 0");
    };
  }

  private <N extends Number> N number(String text, Function<String, N> parser, String what) {
    String range =
        (min.isEmpty() ? "" : " from " + min)
            + (max.isEmpty() ? "" : min.isEmpty() ? " up to " + max : " to " + max);
    try {
      N number = parser.apply(text);
      double value = number.doubleValue();
      if (Double.isFinite(value)
          && (min.isEmpty() || value >= Double.parseDouble(min))
          && (max.isEmpty() || value <= Double.parseDouble(max))) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("allowed is " + what + range, e);
    }
    throw new IllegalArgumentException("allowed is " + what + range);
  }

  private String text(String text) {
    if (!options.isEmpty() && !options.contains(text)) {
      throw new IllegalArgumentException("allowed are " + String.join(", ", options));
    }
    if (!pattern.isEmpty() && !text.matches(pattern)) {
      throw new IllegalArgumentException("allowed are " + allowed);
    }
    return text;
  }
}
