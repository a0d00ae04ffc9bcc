// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_250L);

  private static String fill(String message) {
    return new String(
        MessageTemplate.of(message, false).fill("192.0.2.1", NOW), StandardCharsets.UTF_8);
  }

  @Test
  void fillsInWhatOnlyThePacketKnows() {
    assertThat(fill("{\"type\": \"x\", \"addr\": \"{ip}:80\", \"deep\": [1, {\"a\": \"{ip}\"}]}"))
        .isEqualTo(
            "{\"type\":\"x\",\"addr\":\"192.0.2.1:80\",\"deep\":[1,{\"a\":\"192.0.2.1\"}],"
                + "\"timestamp\":1700000000.250}");
    assertThat(fill("{\"timestamp\": \"\", \"name\": \"{hostname}\"}"))
        .isEqualTo("{\"timestamp\":1700000000.250,\"name\":\"" + LocalHostName.get() + "\"}");
  }

  @Test
  void leavesTheRestAsItIs() {
    assertThat(fill("{\"a\": \"{other} \\\"{\\\" \\u00e4\", \"{ip}\": 1.50, \"n\": null}"))
        .startsWith("{\"a\":\"{other} \\\"{\\\" \u00e4\",\"{ip}\":1.5,\"n\":null,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "there is nothing to see",
        "[1, 2]",
        "\"x\"",
        "null",
        "{\"a\": 1} {}",
        "{\"a\": 1",
        "{a: 1}",
        "{'a': 1}",
      })
  void refusesWhatIsNoObject(String message) {
    assertThatThrownBy(() -> MessageTemplate.of(message, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("allowed is a JSON object")
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("Source");
  }

  @Test
  void refusesWhatIsTooLongOnceItIsFilledIn() {
    int rest = "{\"a\":\"\",\"timestamp\":0.000}".length();
    String longest = "x".repeat(1400 - rest - 9);
    assertThat(fill("{\"a\":\"" + longest + "\"}")).hasSizeBetween(1400 - 9, 1400);

    assertThatThrownBy(() -> MessageTemplate.of("{\"a\":\"" + "x".repeat(1400) + "\"}", false))
        .hasMessage(
            "allowed are up to 1400 bytes, and this takes %d with all filled in", 1400 + rest + 9);
    assertThatThrownBy(() -> MessageTemplate.of("{\"a\":\"" + "{ip}".repeat(120) + "\"}", false))
        .as("addresses are longer than their placeholder")
        .hasMessageContaining("allowed are up to 1400 bytes");
  }
}
