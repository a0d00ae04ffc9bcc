// SPDX-License-Identifier: Apache-2.0
package io.kitty.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * A service that messages are sent to.
 *
 * @param name its name, from the name of its configuration file
 * @param service the kind of service, for instance {@code ntfy}; {@code ""} if the URL cannot be
 *     used
 * @param address the host, and the port if it is not the usual one, without anything secret; {@code
 *     ""} if the URL cannot be used
 * @param enabled whether messages are sent to it; a target that says it is gone is disabled
 * @param problem why it cannot be used, or why it was disabled, in a sentence; {@code ""} if all is
 *     well
 * @param waiting the number of messages that wait for it
 * @param lastSuccess when it last accepted a message, since the start of the hub
 * @param lastFailure when it last did not, since the start of the hub
 * @param lastError why it did not, in a sentence without anything secret; {@code ""} if it never
 *     failed
 */
public record NotificationTarget(
    String name,
    String service,
    String address,
    boolean enabled,
    String problem,
    int waiting,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    String lastError) {}
