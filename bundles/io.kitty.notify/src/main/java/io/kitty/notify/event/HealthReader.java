// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.hub.Health;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.text.SafeText;
import java.util.Optional;

/** Reads from the health of the hub whether it is degraded. */
public final class HealthReader {

  private static final int MAX_TEXT = 300;

  private HealthReader() {}

  /**
   * Returns what its health means to people: {@link Subject#over} if it is well. Empty while it
   * starts.
   */
  public static Optional<Subject> read(Health health, HubClock clock) {
    return switch (health.status()) {
      case STARTING -> Optional.empty();
      case OK -> Optional.of(subject(clock, "The hub is well again", true));
      case DEGRADED -> Optional.of(subject(clock, "The hub is degraded" + reasons(health), false));
      case FAILING -> Optional.of(subject(clock, "The hub finds nothing" + reasons(health), false));
    };
  }

  private static String reasons(Health health) {
    return health.reasons().isEmpty() ? "" : ": " + String.join("; ", health.reasons());
  }

  private static Subject subject(HubClock clock, String text, boolean over) {
    return new Subject(
        Trigger.HUB_DEGRADED, "", "hub", "", "", SafeText.clean(text, MAX_TEXT), clock.now(), over);
  }
}
