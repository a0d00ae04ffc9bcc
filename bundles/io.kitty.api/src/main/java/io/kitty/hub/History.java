// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Instant;
import java.util.List;

/**
 * What happened to a device lately, as far as this hub remembers. Times are wall time. Immutable.
 *
 * @param from since when anything would be remembered
 * @param to the moment of the answer
 * @param presence when the device was present, earliest first, none before {@code from}
 * @param events what happened, earliest first
 */
public record History(Instant from, Instant to, List<Span> presence, List<Event> events) {

  /** A time without a break. */
  public record Span(Instant from, Instant to) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param word {@code appeared}, {@code changed} or {@code departed}
   * @param text what it was in a few words for people; {@code ""} where the word says it all
   */
  public record Event(Instant at, String word, String text) {}
}
