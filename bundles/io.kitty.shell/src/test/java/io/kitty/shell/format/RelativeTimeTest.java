// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTest {

  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, now",
    "PT0.9S, now",
    "PT-0.9S, now",
    "PT-3S, 3 s ago",
    "PT-59.9S, 59 s ago",
    "PT-60S, 1 min ago",
    "PT-3600S, 1 h ago",
    "PT-23H, 23 h ago",
    "P-400D, 400 d ago",
    "PT30S, in 30 s",
    "PT30M, in 30 min"
  })
  void usesTheLargestWholeUnit(Duration fromNow, String expected) {
    assertThat(RelativeTime.relative(NOW.plus(fromNow), NOW)).isEqualTo(expected);
  }
}
