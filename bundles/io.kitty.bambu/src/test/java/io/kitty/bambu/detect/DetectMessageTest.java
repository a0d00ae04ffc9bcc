// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.bambu.printer.Printer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectMessageTest {

  private static DetectMessage parse(String json) {
    return DetectMessage.parse(AnnouncementSamples.bytes(json)).orElseThrow();
  }

  @Test
  void readsAReply() {
    DetectMessage reply =
        parse(
            "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"7\",\"id\":\"01p00a1\","
                + "\"model\":\"C12\",\"name\":\"Bench\",\"version\":\"01.02\",\"bind\":\"free\","
                + "\"connect\":\"lan\",\"dev_cap\":1,\"more\":{\"x\":[1]}}}");

    assertThat(reply.sequenceId()).isEqualTo("7");
    assertThat(reply.printer())
        .contains(
            new Printer(
                "01P00A1",
                Map.of(
                    "model_code", "C12",
                    "name", "Bench",
                    "version", "01.02",
                    "bind", "free",
                    "connect", "lan",
                    "dev_cap", "1")));
  }

  @Test
  void acceptsANumericSequenceId() {
    assertThat(parse("{\"login\":{\"sequence_id\":3021,\"command\":\"detect\"}}").sequenceId())
        .isEqualTo("3021");
  }

  @Test
  void acceptsNulPadding() {
    assertThat(parse("{\"login\":{\"sequence_id\":7,\"command\":\"detect\"}}\0\0").sequenceId())
        .isEqualTo("7");
  }

  @Test
  void aRequestNamesNoPrinter() {
    assertThat(parse("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"7\"}}").printer())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not",
        "[]",
        "7",
        "{}",
        "{\"login\":\"detect\"}",
        "{\"login\":{}}",
        "{\"login\":{\"command\":\"reboot\"}}",
        "{\"login\":{\"command\":\"detect\"}} {}",
        "{\"login\":{\"command\":\"detect\""
      })
  void readsNothingElse(String json) {
    assertThat(DetectMessage.parse(AnnouncementSamples.bytes(json))).isEmpty();
  }

  @Test
  void refusesDeepNesting() {
    String json = "{\"login\":{\"command\":\"detect\",\"x\":" + "[".repeat(4000);

    assertThat(DetectMessage.parse(AnnouncementSamples.bytes(json))).isEmpty();
  }
}
