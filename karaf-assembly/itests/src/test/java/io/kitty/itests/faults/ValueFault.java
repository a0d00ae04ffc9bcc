// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.config.schema.AttributeType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the line of a key in a cfg file. */
enum ValueFault {
  EMPTY(""),
  WRONG_TYPE("gar{bage}"),
  OUT_OF_RANGE("-99999999999"),
  LONG("x".repeat(100_000)),
  LONG_LIST("x,".repeat(50_000)),
  NON_ASCII("Größe €"),
  DUPLICATE(null),
  UNKNOWN(null);

  private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Double");

  /** The value in place of the right one; null where that stays. */
  private final String value;

  ValueFault(String value) {
    this.value = value;
  }

  /** Returns the lines in place of that of a key. */
  String lines(AttributeType key, String good) {
    String line = key.id() + " = " + good;
    return switch (this) {
      case DUPLICATE -> line + "\n" + line;
      case UNKNOWN -> line + "\nx." + line;
      default -> key.id() + " = " + value;
    };
  }

  /**
   * Returns how the line about it in {@code /health} begins, after the name of the file; none if
   * the value is one of those allowed.
   */
  Optional<String> complaint(AttributeType key) {
    return switch (this) {
      case DUPLICATE -> Optional.of(key.id() + " stands 2 times, in the lines ");
      case UNKNOWN -> Optional.of("x." + key.id() + ": there is no such key; there are [");
      default ->
          isAllowed(key)
              ? Optional.empty()
              : Optional.of(key.id() + (isMissing(key) ? " is missing: " : shown(key)));
    };
  }

  /** Returns whether the last good value stays in use, as the present one is refused. */
  boolean isRefused(AttributeType key) {
    return value != null && !isAllowed(key);
  }

  /** Returns whether few of them fit into a file. */
  boolean isLong() {
    return this == LONG || this == LONG_LIST;
  }

  private boolean isMissing(AttributeType key) {
    return key.needed() && value.isBlank();
  }

  private String shown(AttributeType key) {
    String start = value.substring(0, Math.min(value.length(), 50));
    return " = " + (key.secret() && !value.isEmpty() ? "***" : start);
  }

  /** Decides by the declaration of the key alone. */
  private boolean isAllowed(AttributeType key) {
    if (isLong() || NUMBERS.contains(key.type()) || key.type().equals("Boolean")) {
      return false;
    }
    if (key.list()) {
      return value.isBlank() || Arrays.stream(value.split(",")).allMatch(each -> fits(key, each));
    }
    return fits(key, value);
  }

  private static boolean fits(AttributeType key, String text) {
    return key.options().isEmpty()
        ? key.pattern().isEmpty() || text.strip().matches(key.pattern())
        : key.options().contains(text.strip());
  }
}
