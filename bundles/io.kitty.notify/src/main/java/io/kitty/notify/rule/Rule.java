// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.notify.message.MessageComposer;
import io.kitty.notify.message.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule, from its configuration. Immutable.
 *
 * @param name its name, from the name of its file
 * @param enabled whether it is applied
 * @param problem why it cannot be used, for people; {@code ""} if it can
 * @param on what it tells
 * @param match which devices it is about
 * @param after how long something must last to be told
 * @param window how long is collected what becomes one message
 * @param quiet the hours in which nothing is sent
 * @param dropsInQuiet whether what happens in quiet hours is dropped, instead of told after them
 * @param to the names of its targets
 * @param composer writes its messages
 * @param settings its settings for people, without the defaults
 */
public record Rule(
    String name,
    boolean enabled,
    String problem,
    Set<Trigger> on,
    DeviceMatch match,
    Duration after,
    Duration window,
    Optional<QuietHours> quiet,
    boolean dropsInQuiet,
    List<String> to,
    MessageComposer composer,
    Map<String, String> settings) {

  /** Returns whether it is applied. */
  public boolean applies() {
    return enabled && problem.isEmpty();
  }
}
