// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.testkit.TestConfigs;
import java.util.HashMap;
import java.util.Map;

/** Rules, as files would configure them. */
public final class TestRules {

  private TestRules() {}

  /**
   * Adds a rule; it is for the target {@code phone} unless the values say otherwise.
   *
   * @param values by the names of the methods of the configuration
   */
  public static void add(RuleSet rules, String name, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(Map.of("to", new String[] {"phone"}));
    all.putAll(values);
    String file = "file:/opt/kitty/etc/" + ConfiguredRule.PID + "-" + name + ".cfg";
    new ConfiguredRule(
        TestConfigs.with(RuleConfig.class, all), Map.of("felix.fileinstall.filename", file), rules);
  }

  /** Removes all rules. */
  public static void clear(RuleSet rules) {
    rules.all().forEach(rules::remove);
  }
}
