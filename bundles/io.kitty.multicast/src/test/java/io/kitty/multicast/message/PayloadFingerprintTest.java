// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.contract.PayloadFuzzer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFingerprintTest {

  private static String fingerprint(String message) {
    return new String(PayloadFingerprint.of(Samples.bytes(message)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"timestamp\":1700000000.25}   | {\"a\":1,\"timestamp\":}",
        "{\"timestamp\": 17 , \"a\": \"x\"}      | {\"timestamp\":  , \"a\": \"x\"}",
        "{\"time\":\"12:00\",\"seq\":7,\"a\":1}  | {\"time\":,\"seq\":,\"a\":1}",
        "{\"a\":{\"ts\":0},\"uptime\":0.5}       | {\"a\":{\"ts\":},\"uptime\":}",
      })
  void leavesOutVolatileFields(String message, String rest) {
    assertThat(fingerprint(message)).isEqualTo(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\": \"timestamp\", \"b\": 1}",
        "{\"timestamps\": 1}",
        "{\"timestamp\": 1",
        "{\"timestamp\": -1}",
        "{\"timestamp\": 01}",
        "{\"timestamp\": 1.}",
        "{\"timestamp\": 1.2.3}",
        "{\"timestamp\": 1e9}",
        "{\"timestamp\": [1]}",
        "{\"timestamp\": null}",
        "{\"timestamp\": \"\\u0041\"}",
        "{\"a\\\"\": \"timestamp\", \"timestamp\": 1}",
        "{\"timestamp",
        "\"",
        "",
      })
  void keepsEverythingElse(String message) {
    assertThat(fingerprint(message)).isEqualTo(message);
  }

  /** A message with the fingerprint of a parsed one can be parsed too, and has the same content. */
  @Test
  void equalFingerprintsMeanEqualContent() {
    PayloadFuzzer mutator =
        new PayloadFuzzer(
            11,
            List.of(
                Samples.bytes("{\"type\":\"x\",\"timestamp\":1700000000.25,\"seq\":\"7\"}"),
                Samples.bytes("{\"seq\": 12, \"time\": \"a:b\", \"name\": \"n\", \"ts\": 1}")));
    Map<String, Optional<Map<String, Object>>> seen = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      byte[] message = mutator.next();
      byte[] fingerprint = PayloadFingerprint.of(message);
      if (fingerprint != message) {
        Optional<Map<String, Object>> said =
            AnnouncementMessage.read(message).map(AnnouncementMessage::attributes);
        Optional<Map<String, Object>> before =
            seen.putIfAbsent(new String(fingerprint, StandardCharsets.ISO_8859_1), said);
        if (before != null) {
          assertThat(said).as(new String(message, StandardCharsets.UTF_8)).isEqualTo(before);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }
}
