// SPDX-License-Identifier: Apache-2.0
package io.kitty.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule that decides which messages are sent.
 *
 * @param name its name, from the name of its configuration file
 * @param enabled whether it is applied
 * @param problem why it cannot be used, in a sentence; {@code ""} if it can
 * @param on the triggers, as in its configuration, for instance {@code finished}
 * @param settings its other settings that are not the default, by key, in the order of its
 *     configuration file
 * @param to the names of its targets
 * @param held the number of devices and events that it holds back for its window, its time of grace
 *     or its quiet hours
 * @param messages the number of messages that it has sent since the start of the hub
 * @param lastMessage when it last sent one, since the start of the hub
 */
public record NotificationRule(
    String name,
    boolean enabled,
    String problem,
    List<String> on,
    Map<String, String> settings,
    List<String> to,
    int held,
    long messages,
    Optional<Instant> lastMessage) {}
