// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The parameters in the query of a URL. Errors name the parameter and its value. */
public record Parameters(Fields fields) {

  private static final int MAX_LENGTH = 2048;
  private static final int MAX_SHOWN = 60;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  /** The end of the year 9999. */
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  /**
   * Checks that all parameters are allowed and none is too long.
   *
   * @throws Problem otherwise
   */
  public static void check(Fields fields, Collection<String> allowed) {
    for (Fields.Field field : fields) {
      String name = field.getName();
      if (!allowed.contains(name)) {
        throw bad(
            "there is no parameter '%s'; %s"
                .formatted(
                    shown(name),
                    allowed.isEmpty()
                        ? "none is allowed here"
                        : "allowed are " + String.join(", ", allowed)));
      }
      if (field.getValues().stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
        throw bad(name + " is too long; allowed are " + MAX_LENGTH + " characters");
      }
    }
  }

  /**
   * Returns the values of a parameter that may be repeated, or have several values separated by
   * commas.
   */
  public Set<String> words(String name) {
    if (!fields.getNames().contains(name)) {
      return Set.of();
    }
    Set<String> values =
        fields.getValuesOrEmpty(name).stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(value -> value.strip().toLowerCase(Locale.ROOT))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.toSet());
    if (values.isEmpty()) {
      throw bad(name + " needs a value");
    }
    return values;
  }

  /** Returns all values of a parameter, separated by blanks. */
  public String all(String name, int maxLength) {
    String all = String.join(" ", fields.getValuesOrEmpty(name));
    if (all.length() > maxLength) {
      throw bad(name + " is too long; allowed are " + maxLength + " characters");
    }
    return all;
  }

  /** Returns the value of a parameter that may be given once, or the default. */
  public String text(String name, String defaultValue) {
    String value = single(name);
    return value == null ? defaultValue : value;
  }

  /** Returns a time given in epoch seconds, or the default. */
  public Instant time(String name, Instant defaultValue) {
    String value = single(name);
    if (value == null) {
      return defaultValue;
    }
    try {
      BigDecimal seconds = value.length() > 20 ? BigDecimal.TEN.negate() : new BigDecimal(value);
      if (seconds.signum() >= 0 && seconds.compareTo(LAST_SECOND) <= 0) {
        return Instant.ofEpochMilli(seconds.multiply(MILLIS).longValue());
      }
    } catch (NumberFormatException e) {
      throw refused(name, value, "a time in epoch seconds");
    }
    throw refused(name, value, "a time in epoch seconds");
  }

  /** Returns a number in a range, or the default. */
  public int number(String name, int min, int max, int defaultValue) {
    String value = single(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw refused(name, value, "a number from " + min + " to " + max);
  }

  private @Nullable String single(String name) {
    Fields.Field field = fields.get(name);
    if (field == null) {
      return null;
    }
    if (field.getValues().size() > 1) {
      throw bad(name + " may be given once");
    }
    return field.getValue().strip();
  }

  /** Returns the error for a value that is not allowed. */
  public static Problem refused(String name, String value, String allowed) {
    return bad("%s cannot be '%s'; allowed are %s".formatted(name, shown(value), allowed));
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }

  private static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
