// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The rules that are shipped, disabled, as examples. */
class RuleConfigTest {

  private abstract static class Example extends ConfigContract {

    private final String name;
    private final Map<String, String> values;

    Example(String name, Map<String, String> values) {
      this.name = name;
      this.values = values;
    }

    @Override
    protected String pid() {
      return ConfiguredRule.PID;
    }

    @Override
    protected String file() {
      return ConfiguredRule.PID + "-" + name;
    }

    @Override
    protected Map<String, String> examples() {
      return values;
    }
  }

  @Nested
  class Printer extends Example {
    Printer() {
      super(
          "printer",
          Map.of(
              "enabled",
              "false",
              "on",
              "finished, failed, attention",
              "window",
              "5.0",
              "priority",
              "high",
              "to",
              "phone"));
    }
  }

  @Nested
  class NewMachine extends Example {
    NewMachine() {
      super(
          "new",
          Map.of(
              "enabled",
              "false",
              "on",
              "new",
              "window",
              "60.0",
              "quiet",
              "22:00-07:00",
              "to",
              "phone"));
    }
  }

  @Nested
  class Important extends Example {
    Important() {
      super(
          "important",
          Map.of(
              "enabled",
              "false",
              "on",
              "offline, online",
              "match",
              "tag=important",
              "after",
              "120.0",
              "priority",
              "high",
              "to",
              "phone"));
    }
  }
}
