// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.util.Locale;
import java.util.Optional;

/**
 * What can be told. The names in lower case, with a dash between words, are the values of a rule's
 * key {@code on}, and appear in messages for programs.
 */
public enum Trigger {
  /** A device that was never seen before. */
  NEW(Severity.INFO),
  /** A device departed. */
  OFFLINE(Severity.WARNING),
  /** A device is back. */
  ONLINE(Severity.SUCCESS),
  /** A machine is ready for a job, after it was at work. */
  IDLE(Severity.INFO),
  /** A machine has finished its job. */
  FINISHED(Severity.SUCCESS),
  /** A job failed, or was cancelled. */
  FAILED(Severity.FAILURE),
  /** A machine needs a person: its job is paused, or it reports an error. */
  ATTENTION(Severity.WARNING),
  /** A device has another IP address. */
  IP_CHANGED(Severity.INFO),
  /** Two devices claim the same identity or address. */
  CONFLICT(Severity.WARNING),
  /** The hub itself is degraded or failing, or has recovered. */
  HUB_DEGRADED(Severity.WARNING);

  private final Severity severity;

  Trigger(Severity severity) {
    this.severity = severity;
  }

  /** Returns how serious it usually is. */
  public Severity severity() {
    return severity;
  }

  /** Returns its name as in a configuration, for instance {@code ip-changed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the trigger of this name as in a configuration, in any case; empty for another. */
  public static Optional<Trigger> of(String word) {
    for (Trigger each : values()) {
      if (each.word().equalsIgnoreCase(word.strip())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
