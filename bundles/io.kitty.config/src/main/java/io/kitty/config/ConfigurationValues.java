// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.schema.AttributeType;
import io.kitty.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Validates the values that a person enters for a new configuration. */
public final class ConfigurationValues {

  private static final int MAX_SHOWN = 60;

  private ConfigurationValues() {}

  /**
   * Returns the values to write to the file, in the order of the keys, without empty ones.
   *
   * @param keys the allowed keys, by id
   * @throws IllegalArgumentException if a value is not allowed or missing; the message says which,
   *     and what is allowed
   */
  public static Map<String, String> check(
      Map<String, String> values, Map<String, AttributeType> keys) {
    for (String name : values.keySet()) {
      if (!keys.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no key '" + shown(name) + "'; there are " + keys.keySet());
      }
    }
    Map<String, String> checked = new LinkedHashMap<>();
    for (AttributeType key : keys.values()) {
      String value = values.getOrDefault(key.id(), "").strip();
      if (!value.isEmpty()) {
        checked.put(key.id(), check(key, value));
      } else if (key.needed()) {
        throw new IllegalArgumentException(key.id() + " is missing: allowed are " + key.range());
      }
    }
    return checked;
  }

  private static String check(AttributeType key, String value) {
    String place = key.id() + " = " + shown(value) + " is not used: ";
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(place + "it has to be one line");
    }
    if (value.contains("${") || value.contains("$[")) {
      throw new IllegalArgumentException(
          place + "${ and $[ stand for variables and secrets, which only the file may name");
    }
    try {
      AttributeType.Parsed parsed = key.parse(value);
      if (!parsed.bad().isEmpty()) {
        throw new IllegalArgumentException(parsed.allowed());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + e.getMessage(), e);
    }
    return value;
  }

  /** Returns a part of untrusted text for display. */
  public static String shown(String text) {
    String clean = SafeText.clean(text, MAX_SHOWN);
    return clean.length() < text.strip().length() ? clean + "..." : clean;
  }
}
