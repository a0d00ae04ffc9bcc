// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of each day, in the time zone of the hub, in which nothing is sent. Immutable.
 *
 * @param from when they begin
 * @param to when they end, on the next day if that is not later; the whole day if it is the same
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /** The form in a configuration. */
  public static final String FORM =
      "(([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])?";

  private static final Pattern TIMES = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

  /** Parses for instance {@code 22:00-07:00}; empty for a blank text. */
  public static Optional<QuietHours> parse(String text) {
    Matcher times = TIMES.matcher(text.strip());
    return times.matches()
        ? Optional.of(
            new QuietHours(LocalTime.parse(times.group(1)), LocalTime.parse(times.group(2))))
        : Optional.empty();
  }

  /** Returns when the quiet hours that this moment is in end; empty if it is in none. */
  public Optional<Instant> end(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
      Instant end = instant(from.isBefore(to) ? day : day.plusDays(1), to, zone, true);
      if (!now.isBefore(instant(day, from, zone, false)) && now.isBefore(end)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the moment of a local time. One that is skipped when the clocks change is that of the
   * change; of one that comes twice, the first begins the hours, and the second ends them.
   */
  private static Instant instant(LocalDate day, LocalTime time, ZoneId zone, boolean later) {
    ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(time));
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    ZonedDateTime moment = day.atTime(time).atZone(zone);
    return (later ? moment.withLaterOffsetAtOverlap() : moment.withEarlierOffsetAtOverlap())
        .toInstant();
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
