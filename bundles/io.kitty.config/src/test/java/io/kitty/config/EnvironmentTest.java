// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.config.schema.AttributeType;
import io.kitty.hub.ConfigConstraint.StandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  private static String value(String raw) {
    return new Environment(Map.of("V", raw)::get).get("V");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60",
        " 60 ",
        "60\r",
        "60            # base loop (mDNS/SSDP/Snapmaker)",
        "60\t# base loop\r",
        "\"60\"",
        "'60'  ",
        "\"60\" # base \"loop\"",
        " '60'\t# it's the base loop\r"
      })
  void removesQuotesAndComments(String raw) {
    assertThat(value(raw)).isEqualTo("60");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:pa#ss@redis:6379/0#name",
        "#secret",
        "it's",
        "\"open",
        "a \"b\" c",
      })
  void keepsOtherSigns(String raw) {
    assertThat(value(raw)).isEqualTo(raw);
  }

  @Test
  void keepsQuotedText() {
    assertThat(value("'pass # word'")).isEqualTo("pass # word");
    assertThat(value("\" it's \"  # a comment")).isEqualTo(" it's ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\r", "\"\"", "' '", " # nothing", "# nothing", "\"\" # nothing"})
  void isNotSetIfNothingRemains(String raw) {
    assertThat(value(raw)).isNull();
  }

  @Test
  void isNotSetIfTheVariableIsMissing() {
    assertThat(new Environment(name -> null).get("V")).isNull();
    assertThat(new Environment(name -> "1").get("")).isNull();
  }

  @Test
  void theNameOfASwitchIsOneOfTheShell() {
    AttributeType enabled =
        new AttributeType(
            "enabled",
            "Boolean",
            false,
            "",
            "",
            List.of(),
            "",
            "",
            "",
            "",
            "true",
            false,
            false,
            StandIn.DEFAULT,
            false);
    assertThat(Environment.variable("io.kitty.some.state", true, enabled))
        .isEqualTo("ENABLE_SOME_STATE");
  }
}
