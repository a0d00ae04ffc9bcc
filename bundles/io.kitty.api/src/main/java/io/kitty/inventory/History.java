// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.DepartureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events and the presence of a device in a period, as far as this hub recorded them. Times are
 * wall time. Immutable.
 *
 * @param from the start of the period, or of the recording
 * @param to its end
 * @param since when the device was first seen, if that is later than {@code from}; else {@code
 *     from}
 * @param presence when the device was present, oldest first, within the period; never while the hub
 *     was off
 * @param hubOff when the hub was not running, oldest first, within the period
 * @param events the events in the period, oldest first
 */
public record History(
    Instant from,
    Instant to,
    Instant since,
    List<Span> presence,
    List<Span> hubOff,
    List<Event> events) {

  /** How long the hub keeps the history. */
  public static final Duration REACH = Duration.ofDays(30);

  /** Copies its arguments. */
  public History {
    presence = List.copyOf(presence);
    hubOff = List.copyOf(hubOff);
    events = List.copyOf(events);
  }

  /** Returns the history of a period without records. */
  public static History empty(Instant from, Instant to) {
    return new History(from, to, from, List.of(), List.of(), List.of());
  }

  /**
   * Returns the share of time that the device was present, 0 to 100, out of the time since {@link
   * #since} that the hub was running. Empty if the hub was not running at all.
   */
  public OptionalDouble uptimePercent() {
    Span known = new Span(since, to);
    long watched = known.millis() - millis(hubOff, known);
    return watched <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(100, 100.0 * millis(presence, known) / watched));
  }

  private static long millis(List<Span> spans, Span within) {
    return spans.stream().mapToLong(span -> span.within(within).millis()).sum();
  }

  /** A time span. */
  public record Span(Instant from, Instant to) {

    /** Returns the intersection with another span; of length zero if there is none. */
    public Span within(Span other) {
      Instant start = from.isAfter(other.from) ? from : other.from;
      Instant end = to.isBefore(other.to) ? to : other.to;
      return new Span(start, end.isBefore(start) ? start : end);
    }

    /** Returns its length in milliseconds. */
    public long millis() {
      return Duration.between(from, to).toMillis();
    }
  }

  /**
   * An event of a device.
   *
   * @param at when it happened
   * @param word {@code appeared}, {@code changed} or {@code departed}
   * @param changes what changed; empty for the other events
   * @param reason why it departed; null for the other events
   * @param text the same in a few words for people; {@code ""} if {@code word} is enough
   */
  public record Event(
      Instant at,
      String word,
      List<Change> changes,
      @Nullable DepartureReason reason,
      String text) {

    /** Copies its arguments. */
    public Event {
      changes = List.copyOf(changes);
    }

    /** Creates the event that the device became present. */
    public static Event appeared(Instant at) {
      return new Event(at, "appeared", List.of(), null, "");
    }

    /** Creates the event that the device changed. */
    public static Event changed(Instant at, List<Change> changes) {
      String text = changes.stream().map(Change::text).collect(Collectors.joining(", "));
      return new Event(at, "changed", changes, null, text);
    }

    /** Creates the event that the device departed. */
    public static Event departed(Instant at, DepartureReason reason) {
      String text = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new Event(at, "departed", List.of(), reason, text);
    }
  }

  /**
   * A changed field of a device. Each element of a list that was added, removed or changed is a
   * change of its own.
   *
   * @param field its name in the JSON of a device, for instance {@code status} or {@code services};
   *     {@code sources} for the protocols that see the device
   * @param from the value before; null if there was none
   * @param to the value after; null if there is none
   */
  public record Change(String field, @Nullable String from, @Nullable String to) {

    /** Returns the change in a few words for people. */
    public String text() {
      return field.replace('_', ' ') + " " + shown(from) + " → " + shown(to);
    }

    private static String shown(@Nullable String value) {
      return value == null ? "–" : value;
    }
  }
}
