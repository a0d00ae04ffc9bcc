// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import io.kitty.inventory.History;
import io.kitty.web.http.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;

/**
 * The period of a history request, read from the query of a URL: the last {@code days}, or {@code
 * from} and {@code to} in epoch seconds; the last day by default.
 *
 * @param to never in the future
 */
public record HistoryPeriod(Instant from, Instant to) {

  public static final List<String> PARAMETERS = List.of("days", "from", "to");
  private static final int MAX_LENGTH = 32;
  private static final long MAX_DAYS = History.REACH.toDays();
  private static final Duration DAY = Duration.ofDays(1);

  /** The end of the year 9999; the response's milliseconds have no room for much later ones. */
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  /**
   * @throws Problem if a value is not allowed, or there is more than one
   */
  public static HistoryPeriod of(Fields query, Instant now) {
    query.forEach(HistoryPeriod::check);
    Optional<String> days = value(query, "days");
    Optional<Instant> from = value(query, "from").map(text -> moment("from", text));
    Optional<Instant> to = value(query, "to").map(text -> moment("to", text));
    if (days.isPresent() && (from.isPresent() || to.isPresent())) {
      throw bad("days does not go with from and to");
    }
    Instant end = to.filter(moment -> moment.isBefore(now)).orElse(now);
    Duration duration = days.map(HistoryPeriod::days).orElse(DAY);
    Instant start = from.orElseGet(() -> end.minus(duration));
    if (!start.isBefore(end)) {
      throw bad("from has to be earlier than to, and than the present");
    }
    return new HistoryPeriod(start, end);
  }

  private static void check(Fields.Field field) {
    String name = field.getName();
    if (field.getValues().size() > 1) {
      throw bad(name + " is there more than once");
    }
  }

  private static Optional<String> value(Fields query, String name) {
    return Optional.ofNullable(query.getValue(name));
  }

  private static Duration days(String text) {
    long days = text.matches("[0-9]{1,3}") ? Long.parseLong(text) : 0;
    if (days < 1 || days > MAX_DAYS) {
      throw bad("days cannot be '" + cut(text) + "'; allowed are 1 to " + MAX_DAYS);
    }
    return Duration.ofDays(days);
  }

  private static Instant moment(String name, String text) {
    if (text.matches("[0-9]{1,12}([.][0-9]{0,9})?")) {
      BigDecimal seconds = new BigDecimal(text);
      if (seconds.compareTo(LATEST) <= 0) {
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
      }
    }
    throw bad(name + " cannot be '" + cut(text) + "'; allowed are seconds since 1970");
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }

  private static Problem bad(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail);
  }
}
