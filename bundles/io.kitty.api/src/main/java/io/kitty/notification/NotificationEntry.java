// SPDX-License-Identifier: Apache-2.0
package io.kitty.notification;

import io.kitty.identifier.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A message, or an event that became none, and what became of it.
 *
 * @param id an id of its own, at most 64 characters
 * @param at when that was decided
 * @param rule the name of the rule; {@code ""} for a test message
 * @param target the name of the target; {@code ""} if it never got to one
 * @param title the title of the message
 * @param text its text; {@code ""} if it was never composed
 * @param devices the devices it is about, at most 20
 * @param outcome what became of it
 * @param reason why, in a sentence, for instance {@code quiet hours until 07:00}; {@code ""} if it
 *     was simply sent
 */
public record NotificationEntry(
    String id,
    Instant at,
    String rule,
    String target,
    String title,
    String text,
    List<DeviceId> devices,
    Outcome outcome,
    String reason) {

  /** What became of a message. */
  public enum Outcome {
    /** The target accepted it. */
    SENT,
    /** It waits for its target, or for a retry. */
    WAITING,
    /** It waits for the end of the quiet hours. */
    HELD,
    /** It is not sent. */
    DROPPED,
    /** The target rejected it, or could not be reached for too long. */
    FAILED;

    /** Returns the name in lower case, as in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
