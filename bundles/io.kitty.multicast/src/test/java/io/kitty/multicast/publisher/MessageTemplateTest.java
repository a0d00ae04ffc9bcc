// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.announce.Announcement;
import io.kitty.commons.HostName;
import io.kitty.testkit.TestLinks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_250L);

  private static MessageTemplate template(String message) {
    return MessageTemplate.of(
        new Announcement(message, TestLinks.address("224.1.1.1"), 5004, 2, Duration.ofSeconds(2)));
  }

  private static String fill(String message) {
    return new String(template(message).fill("192.0.2.1", NOW), StandardCharsets.UTF_8);
  }

  @Test
  void fillsInPlaceholdersAndTimestamp() {
    assertThat(fill("{\"type\": \"x\", \"addr\": \"{ip}:80\", \"deep\": [1, {\"a\": \"{ip}\"}]}"))
        .isEqualTo(
            "{\"type\":\"x\",\"addr\":\"192.0.2.1:80\",\"deep\":[1,{\"a\":\"192.0.2.1\"}],"
                + "\"timestamp\":1700000000.250}");
    assertThat(fill("{\"timestamp\": \"\", \"name\": \"{hostname}\"}"))
        .isEqualTo("{\"timestamp\":1700000000.250,\"name\":\"" + HostName.get() + "\"}");
  }

  @Test
  void keepsEverythingElse() {
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
  void refusesNonObjects(String message) {
    assertThatThrownBy(() -> template(message))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("allowed is a JSON object")
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("Source");
  }

  @Test
  void refusesMessagesTooLongWhenFilledIn() {
    int rest = "{\"a\":\"\",\"timestamp\":0.000}".length();
    String longest = "x".repeat(1400 - rest - 9);
    assertThat(fill("{\"a\":\"" + longest + "\"}")).hasSizeBetween(1400 - 9, 1400);

    assertThatThrownBy(() -> template("{\"a\":\"" + "x".repeat(1400) + "\"}"))
        .hasMessage(
            "allowed are up to 1400 bytes, and this takes %d with all filled in", 1400 + rest + 9);
    assertThatThrownBy(() -> template("{\"a\":\"" + "{ip}".repeat(120) + "\"}"))
        .as("addresses are longer than their placeholder")
        .hasMessageContaining("allowed are up to 1400 bytes");
  }
}
