// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.bindserver.limit.RejectedException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectHandlerTest {

  private static final DetectHandler DETECTION =
      new DetectHandler(VirtualPrinter.of(Printers.config("name", "Bänch \"3\"")));

  private static String answer(String request) throws RejectedException {
    byte[] answer = DETECTION.reply(request.getBytes(StandardCharsets.UTF_8));
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Test
  void repliesWithThePrintersFieldsInOrder() throws Exception {
    assertThat(answer("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20004\"}}"))
        .isEqualTo(
            "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20004\","
                + "\"id\":\"01P00A391800001\",\"model\":\"C12\",\"name\":\"Bänch \\\"3\\\"\","
                + "\"version\":\"01.00.00.00\",\"bind\":\"free\",\"connect\":\"lan\","
                + "\"dev_cap\":1}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"20000\"", "\"\"", "20000", "-1", "12345678901234567890123", "1.50"})
  void repeatsTheIdWithItsType(String id) throws Exception {
    assertThat(answer("{\"login\":{\"sequence_id\":" + id + ",\"command\":\"detect\"}}"))
        .contains("\"sequence_id\":" + id + ",");
  }

  @Test
  void acceptsNulPadding() throws Exception {
    assertThat(answer("{\"login\":{\"command\":\"detect\"}}\0\0")).contains("\"dev_cap\":1");
  }

  @Test
  void acceptsAMissingId() throws Exception {
    assertThat(answer("{\"login\":{\"command\":\"detect\"}}")).doesNotContain("sequence_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"login\":{\"command\":\"reboot\",\"sequence_id\":\"1\"}}|command",
        "{\"login\":{\"command\":\"Detect\"}}|command",
        "{\"login\":{\"command\":[\"detect\"]}}|json",
        "{\"login\":{\"command\":\"detect\",\"sequence_id\":{}}}|json",
        "{\"login\":\"detect\"}|json",
        "{\"login\":[]}|json",
        "{\"login\":{\"command\":\"detect\",\"sequence_id\":1e33333333333}}|json",
        "{}|json",
        "[]|json",
        "not|json",
        "{\"login\":{\"command\":\"detect\"}} {}|json",
        "''|json"
      })
  void rejectsOtherRequests(String request, String reason) {
    assertThatThrownBy(() -> answer(request))
        .isInstanceOf(RejectedException.class)
        .hasMessage(reason);
  }

  @Test
  void rejectsDeepNesting() {
    assertThatThrownBy(() -> answer("[".repeat(8000))).isInstanceOf(RejectedException.class);
  }

  @Property
  void neverFailsOtherwise(@ForAll byte[] request) {
    try {
      DETECTION.reply(request);
    } catch (RejectedException e) {
      assertThat(e.getStackTrace()).isEmpty();
    }
  }
}
