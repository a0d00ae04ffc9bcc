// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to people, the same for every target. Immutable; can be stored as JSON.
 *
 * @param id an id of its own, also after a restart; receivers recognise a repeated message by it
 * @param at when it was composed, wall time
 * @param rule the rule that sends it; {@code ""} for a test message
 * @param title its title, one line, at most 200 characters
 * @param text its text, one or more lines, at most 4000 characters
 * @param priority how urgent it is
 * @param severity how serious it is
 * @param subjects what it tells, at most 200; none for a test message
 * @param link the page of the device, or of the hub; null if its address is not configured
 */
public record Message(
    String id,
    Instant at,
    String rule,
    String title,
    String text,
    Priority priority,
    Severity severity,
    List<Subject> subjects,
    @Nullable String link) {

  /** The maximum length of a title. */
  public static final int MAX_TITLE = 200;

  /** The maximum length of a text. */
  public static final int MAX_TEXT = 4000;

  /** The maximum number of subjects. */
  public static final int MAX_SUBJECTS = 200;

  public Message(
      String id,
      Instant at,
      String rule,
      String title,
      String text,
      Priority priority,
      Severity severity,
      List<Subject> subjects,
      @Nullable String link) {
    this.id = id;
    this.at = at;
    this.rule = rule;
    this.title = title;
    this.text = text;
    this.priority = priority;
    this.severity = severity;
    this.subjects = List.copyOf(subjects);
    this.link = link;
  }
}
