// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /**
   * In Berlin the clocks change on 2025-03-30 from 02:00 to 03:00, on 10-26 from 03:00 to 02:00.
   */
  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 2025-01-10T20:59:59Z, ",
    "22:00-07:00, 2025-01-10T21:00:00Z, 2025-01-11T06:00:00Z",
    "22:00-07:00, 2025-01-11T05:59:59Z, 2025-01-11T06:00:00Z",
    "22:00-07:00, 2025-01-11T06:00:00Z, ",
    "09:00-17:00, 2025-01-10T09:00:00Z, 2025-01-10T16:00:00Z",
    "09:00-17:00, 2025-01-10T07:59:59Z, ",
    "00:00-00:00, 2025-01-10T12:00:00Z, 2025-01-10T23:00:00Z",
    "22:00-07:00, 2025-03-29T23:00:00Z, 2025-03-30T05:00:00Z",
    "22:00-02:30, 2025-03-30T00:59:59Z, 2025-03-30T01:00:00Z",
    "22:00-02:30, 2025-03-30T01:00:00Z, ",
    "02:30-07:00, 2025-03-30T01:00:00Z, 2025-03-30T05:00:00Z",
    "22:00-07:00, 2025-10-25T23:00:00Z, 2025-10-26T06:00:00Z",
    "22:00-02:30, 2025-10-26T00:40:00Z, 2025-10-26T01:30:00Z",
    "22:00-02:30, 2025-10-26T01:30:00Z, ",
    "02:30-07:00, 2025-10-26T00:30:00Z, 2025-10-26T06:00:00Z",
  })
  void endsWhenTheClocksOnTheWallSay(String hours, Instant now, Instant end) {
    assertThat(QuietHours.parse(hours).orElseThrow().end(now, BERLIN).orElse(null)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"24:00-07:00", "22-7", "22:00", "7:00-8:00", "22:60-07:00", "quiet"})
  void otherTextsHaveNotItsForm(String text) {
    assertThat(text.matches(QuietHours.FORM)).isFalse();
  }

  @Test
  void noneIsNone() {
    assertThat("".matches(QuietHours.FORM)).isTrue();
    assertThat(QuietHours.parse("")).isEmpty();
  }
}
