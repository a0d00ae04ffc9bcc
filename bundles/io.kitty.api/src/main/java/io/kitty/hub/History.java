// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.DepartureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a device in a period, as far as this hub remembers. Times are wall time.
 * Immutable.
 *
 * @param from the start of the period, or since when anything is remembered
 * @param to its end
 * @param since when the device was first seen, if that is later than {@code from}; else {@code
 *     from}
 * @param presence when the device was present, earliest first, within the period; never while the
 *     hub was off
 * @param hubOff when the hub was not running and could see nothing, earliest first, within the
 *     period
 * @param events what happened in the period, earliest first
 */
public record History(
    Instant from,
    Instant to,
    Instant since,
    List<Span> presence,
    List<Span> hubOff,
    List<Event> events) {

  /** How far back the hub remembers. */
  public static final Duration REACH = Duration.ofDays(30);

  /** Copies what it is given. */
  public History {
    presence = List.copyOf(presence);
    hubOff = List.copyOf(hubOff);
    events = List.copyOf(events);
  }

  /** A period of which nothing is remembered. */
  public static History empty(Instant from, Instant to) {
    return new History(from, to, from, List.of(), List.of(), List.of());
  }

  /**
   * The share of the time that the device was present, 0 to 100: of the time since {@link #since}
   * that the hub was running. Empty if the hub was not running at all.
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

  /** A time without a break. */
  public record Span(Instant from, Instant to) {

    /** The part of it that lies in another one; of no length if there is none. */
    public Span within(Span other) {
      Instant start = from.isAfter(other.from) ? from : other.from;
      Instant end = to.isBefore(other.to) ? to : other.to;
      return new Span(start, end.isBefore(start) ? start : end);
    }

    /** Its length. */
    public long millis() {
      return Duration.between(from, to).toMillis();
    }
  }

  /**
   * Something that happened.
   *
   * @param at when
   * @param word {@code appeared}, {@code changed} or {@code departed}
   * @param changes what changed; empty where the word says it all
   * @param reason why it departed; null where it did not
   * @param text the same in a few words for people; {@code ""} where the word says it all
   */
  public record Event(
      Instant at,
      String word,
      List<Change> changes,
      @Nullable DepartureReason reason,
      String text) {

    /** Copies what it is given. */
    public Event {
      changes = List.copyOf(changes);
    }

    /** The device is present that was not. */
    public static Event appeared(Instant at) {
      return new Event(at, "appeared", List.of(), null, "");
    }

    /** The device changed. */
    public static Event changed(Instant at, List<Change> changes) {
      String text = changes.stream().map(Change::text).collect(Collectors.joining(", "));
      return new Event(at, "changed", changes, null, text);
    }

    /** The device is present no more. */
    public static Event departed(Instant at, DepartureReason reason) {
      String text = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return new Event(at, "departed", List.of(), reason, text);
    }
  }

  /**
   * A field of a device that has another value. Of a field that holds a list, each element that
   * came, went or changed is a change of its own.
   *
   * @param field its name in the JSON of a device, for instance {@code status} or {@code services};
   *     {@code sources} for the protocols that see the device
   * @param from the value before; null where there was none
   * @param to the value after; null where there is none
   */
  public record Change(String field, @Nullable String from, @Nullable String to) {

    /** The change in a few words for people. */
    public String text() {
      return field.replace('_', ' ') + " " + shown(from) + " → " + shown(to);
    }

    private static String shown(@Nullable String value) {
      return value == null ? "–" : value;
    }
  }
}
