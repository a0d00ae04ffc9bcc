// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import io.kitty.device.SafeText;
import io.kitty.hub.ConfigConstraint.StandIn;
import java.util.Collections;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One look at one configuration: puts the environment's values over the file's, gives every value
 * its type, and holds back what cannot be used. Nothing that stands in for such a value may reach
 * further than was asked for: a switch is off then, and a module that lacks a value for which
 * nothing stands in does not run.
 */
final class ConfigurationCheck {

  /** The key that switches a module. */
  static final String ENABLED = "enabled";

  private static final int SHOWN = 100;
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
  private boolean held;

  /**
   * @param source where the configuration comes from
   * @param keys the keys that it may have, by their id
   * @param lastGood the values of the file that were good last, by their keys; they are updated
   * @param properties what the file says, in whose place comes what is used
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

  /** Has the module not run, whatever the values are. */
  void hold() {
    held = true;
  }

  /** Has what was good last go on, as the file holds nothing at all: it was cut off. */
  void goOn() {
    held |= lastGood.isEmpty();
    lastGood.forEach(properties::put);
    problems.put(
        "",
        source.name()
            + " is empty; "
            + (held
                ? "nothing runs by it until it is filled or deleted"
                : "what it said last goes on"));
  }

  /** Does it, and gives one line for each key that something is wrong with. */
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
    if (held && enabled != null) {
      properties.put(ENABLED, false);
    }
    nameUnknown();
    return problems;
  }

  /** Whether the variable is taken, and not as if it were not set. */
  private boolean override(AttributeType key, String variable, String text) {
    String place = "environment: " + variable;
    try {
      use(key, key.parse(text), place);
      return true;
    } catch (IllegalArgumentException e) {
      boolean blocks = key.standIn() != StandIn.OTHERS || key.isSwitch();
      refuse(key, place, text, e, blocks ? withhold(key) : "it counts as not set");
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
      String instead = last == null ? withhold(key) : key.shown(last) + " goes on";
      refuse(key, place, raw == null ? "" : raw, e, instead);
    }
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

  private void refuse(
      AttributeType key, String place, Object raw, IllegalArgumentException why, String instead) {
    boolean missing = key.needed() && key.shown(raw).isBlank();
    String what = missing ? " is missing: " : " = " + key.shown(raw) + " is not used: ";
    problems.put(key.id(), place + what + why.getMessage() + "; " + instead);
  }

  /** Puts in what reaches least, and says what that is. */
  private String withhold(AttributeType key) {
    if (key.isSwitch()) {
      properties.put(key.id(), false);
      return "it is off";
    }
    properties.remove(key.id());
    if (key.standIn() == StandIn.NONE || key.needed()) {
      held = true;
      return NOTHING_RUNS;
    }
    return "the default goes on";
  }

  private void nameUnknown() {
    for (String name : Collections.list(properties.keys())) {
      if (!keys.containsKey(name) && !FOREIGN.matcher(name).matches()) {
        String what = name.isBlank() ? "a line has no key" : "there is no such key";
        problems.put(
            name,
            source.place(SafeText.clean(name, SHOWN))
                + ": "
                + what
                + "; there are "
                + keys.keySet());
      }
    }
  }
}
