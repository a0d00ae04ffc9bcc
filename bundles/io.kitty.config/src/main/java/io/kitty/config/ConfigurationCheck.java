// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import io.kitty.config.schema.AttributeType;
import io.kitty.hub.ConfigConstraint.StandIn;
import io.kitty.text.SafeText;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates one configuration: applies the environment's values over the file's, converts every
 * value to its type, and removes invalid values. A replacement never has more effect than
 * requested: an invalid boolean is off, and a module that lacks a value without replacement does
 * not run.
 */
final class ConfigurationCheck {

  /** The key that enables a module. */
  static final String ENABLED = "enabled";

  private static final int MAX_SHOWN = 100;
  private static final String NOTHING_RUNS = "nothing runs without it";

  /** Keys that the framework adds. */
  private static final Pattern FOREIGN =
      Pattern.compile("(service|felix|component|org)\\..*|\\..*");

  private final ConfigurationSource source;
  private final Map<String, AttributeType> keys;
  private final Environment environment;
  private final Map<String, Object> lastGood;
  private final Dictionary<String, Object> properties;
  private final Map<String, String> problems = new LinkedHashMap<>();
  private boolean disabled;

  /**
   * @param source where the configuration comes from
   * @param keys the allowed keys, by id
   * @param lastGood the last valid values of the file, by key; updated
   * @param properties the file's values, replaced by those to use
   */
  ConfigurationCheck(
      ConfigurationSource source,
      Map<String, AttributeType> keys,
      Environment environment,
      Map<String, Object> lastGood,
      Dictionary<String, Object> properties) {
    this.source = source;
    this.keys = keys;
    this.environment = environment;
    this.lastGood = lastGood;
    this.properties = properties;
  }

  /** Disables the module, whatever the values are. */
  void disable() {
    disabled = true;
  }

  /** Keeps the last valid values, as the file is empty: it was truncated. */
  void keepLastGood() {
    disabled |= lastGood.isEmpty();
    lastGood.forEach(properties::put);
    problems.put(
        "",
        source.name()
            + " is empty; "
            + (disabled
                ? "nothing runs by it until it is filled or deleted"
                : "what it said last goes on"));
  }

  /** Runs the check. Returns one line for each key with a problem. */
  Map<String, String> run() {
    boolean enables = false;
    for (AttributeType key : keys.values()) {
      String variable = source.variable(key);
      String override = environment.get(variable);
      boolean overridden = override != null && override(key, variable, override);
      enables |= overridden && key.enables();
      if (!overridden) {
        takeFromFile(key, properties.get(key.id()));
      }
    }
    AttributeType enabled = keys.get(ENABLED);
    if (enabled != null && enables && environment.get(source.variable(enabled)) == null) {
      properties.put(ENABLED, true);
    }
    if (disabled && enabled != null) {
      properties.put(ENABLED, false);
    }
    reportUnknownKeys();
    return problems;
  }

  /** Returns whether the variable is used, and not treated as unset. */
  private boolean override(AttributeType key, String variable, String text) {
    String place = "environment: " + variable;
    try {
      use(key, key.parse(text), place);
      return true;
    } catch (IllegalArgumentException e) {
      boolean blocks = key.standIn() != StandIn.OTHERS || key.isSwitch();
      report(key, place, text, e, blocks ? applyStandIn(key) : "it counts as not set");
      return blocks;
    }
  }

  private void takeFromFile(AttributeType key, @Nullable Object raw) {
    if (raw == null && !key.needed()) {
      lastGood.remove(key.id());
      return;
    }
    String place = source.place(key.id());
    try {
      AttributeType.Parsed parsed = key.parse(raw == null ? "" : raw);
      lastGood.put(key.id(), parsed.value());
      use(key, parsed, place);
    } catch (IllegalArgumentException e) {
      Object last = lastGood.get(key.id());
      if (last != null) {
        properties.put(key.id(), last);
      }
      String instead = last == null ? applyStandIn(key) : goesOn(key.shown(last));
      report(key, place, raw == null ? "" : raw, e, instead);
    }
  }

  private static String goesOn(String last) {
    return (last.isBlank() ? "an empty value" : last) + " goes on";
  }

  private void use(AttributeType key, AttributeType.Parsed parsed, String place) {
    properties.put(key.id(), parsed.value());
    if (!parsed.bad().isEmpty()) {
      problems.put(
          key.id(),
          "%s = %s is not used: %s; %s is used"
              .formatted(
                  place,
                  key.shown(String.join(", ", parsed.bad())),
                  parsed.allowed(),
                  key.shown(parsed.value())));
    }
  }

  private void report(
      AttributeType key, String place, Object raw, IllegalArgumentException cause, String instead) {
    boolean missing = key.needed() && key.shown(raw).isBlank();
    String what = missing ? " is missing: " : " = " + key.shown(raw) + " is not used: ";
    problems.put(key.id(), place + what + cause.getMessage() + "; " + instead);
  }

  /** Applies the replacement with the least effect, and returns its description. */
  private String applyStandIn(AttributeType key) {
    if (key.isSwitch()) {
      properties.put(key.id(), false);
      return "it is off";
    }
    properties.remove(key.id());
    if (key.standIn() == StandIn.NONE || key.needed()) {
      disabled = true;
      return NOTHING_RUNS;
    }
    return "the default goes on";
  }

  private void reportUnknownKeys() {
    for (String name : Collections.list(properties.keys())) {
      if (!keys.containsKey(name) && !FOREIGN.matcher(name).matches()) {
        String what = name.isBlank() ? "a line has no key" : "there is no such key";
        problems.put(
            name,
            source.place(SafeText.clean(name, MAX_SHOWN))
                + ": "
                + what
                + "; there are "
                + keys.keySet());
      }
    }
  }
}
