// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

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

/** The parameters in the query of an address. What is wrong with one is said by name and value. */
record Parameters(Fields fields) {

  private static final int MAX_LENGTH = 2048;
  private static final int MAX_SHOWN = 60;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  /** The end of the year 9999. */
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  /**
   * Checks that there are no parameters but these, and none is too long.
   *
   * @throws Problem if that is not so
   */
  static void check(Fields fields, Collection<String> allowed) {
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

  /** The values of a parameter that may be repeated, or take several values with commas between. */
  Set<String> words(String name) {
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

  /** All values of a parameter, with blanks between. */
  String all(String name, int maxLength) {
    String all = String.join(" ", fields.getValuesOrEmpty(name));
    if (all.length() > maxLength) {
      throw bad(name + " is too long; allowed are " + maxLength + " characters");
    }
    return all;
  }

  /** The value of a parameter that may be given once; {@code otherwise} where it is not. */
  String text(String name, String otherwise) {
    String value = once(name);
    return value == null ? otherwise : value;
  }

  /** A moment in epoch seconds; {@code otherwise} where it is not given. */
  Instant time(String name, Instant otherwise) {
    String value = once(name);
    if (value == null) {
      return otherwise;
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

  /** A number between two others; {@code otherwise} where it is not given. */
  int number(String name, int least, int most, int otherwise) {
    String value = once(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw refused(name, value, "a number from " + least + " to " + most);
  }

  private @Nullable String once(String name) {
    Fields.Field field = fields.get(name);
    if (field == null) {
      return null;
    }
    if (field.getValues().size() > 1) {
      throw bad(name + " may be given once");
    }
    return field.getValue().strip();
  }

  /** What is said of a value that is not allowed. */
  static Problem refused(String name, String value, String allowed) {
    return bad("%s cannot be '%s'; allowed are %s".formatted(name, shown(value), allowed));
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }

  private static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
