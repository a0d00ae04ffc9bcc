// SPDX-License-Identifier: Apache-2.0
package io.kitty.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The messages that the hub sends to people. An OSGi service while its bundle is active, also while
 * no rule and no target is configured. Nothing that it returns contains a secret. Thread-safe;
 * returns at once.
 */
@ProviderType
public interface Notifications {

  /** The number of messages that {@link #recent} returns at most. */
  int RECENT = 100;

  /** The longest pause. */
  Duration LONGEST_PAUSE = Duration.ofDays(7);

  /** Returns the configured targets, by name, also those that cannot be used. */
  List<NotificationTarget> targets();

  /** Returns the configured rules, by name, also those that cannot be used. */
  List<NotificationRule> rules();

  /** Returns the last messages, and what became of each at each of its targets; newest first. */
  List<NotificationEntry> recent();

  /** Returns the end of the pause; empty if messages are sent. */
  Optional<Instant> pausedUntil();

  /**
   * Sends nothing for this time. What a rule would have sent meanwhile is dropped, and listed as
   * such; messages that wait for a retry stay in their queue. A new pause replaces the last one,
   * and a pause survives a restart.
   *
   * @throws IllegalArgumentException unless it is positive and at most {@link #LONGEST_PAUSE}
   */
  void pause(Duration time);

  /** Ends the pause; does nothing if there is none. */
  void resume();

  /**
   * Sends one test message to a target at once, whether or not there is a pause, and without a
   * retry.
   *
   * @return {@code ""} once the target has accepted it, else why it did not, in a sentence; empty
   *     if there is no such target
   */
  Optional<CompletionStage<String>> test(String target);
}
