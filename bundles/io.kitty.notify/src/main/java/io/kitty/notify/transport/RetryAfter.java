// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.commons.HeaderValues;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * How long a service wants to be left alone: the header {@code Retry-After} (RFC 9110, section
 * 10.2.3) in seconds or as a date, or the member {@code retry_after} of Discord's answer, or {@code
 * parameters.retry_after} of Telegram's, in seconds.
 */
final class RetryAfter {

  /** No service is left alone for longer than this, whatever it asks for. */
  static final Duration MAX = Duration.ofHours(6);

  private RetryAfter() {}

  /**
   * Returns the longest pause that the answer asks for, at most {@link #MAX}; zero if it asks for
   * none.
   *
   * @param header the value of the header; {@code ""} if there is none
   */
  static Duration of(String header, JsonNode body, Clock clock) {
    double seconds =
        Math.max(
            header(header.strip(), clock),
            Math.max(
                body.path("retry_after").asDouble(),
                body.path("parameters").path("retry_after").asDouble()));
    long millis = (long) Math.ceil(Math.min(seconds, MAX.toSeconds()) * 1000);
    return Duration.ofMillis(Math.max(0, millis));
  }

  private static double header(String value, Clock clock) {
    Long seconds = HeaderValues.number(value);
    if (seconds != null) {
      return seconds;
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration pause = Duration.between(clock.instant(), date.toInstant());
      return pause.getSeconds() + pause.getNano() / 1e9;
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
