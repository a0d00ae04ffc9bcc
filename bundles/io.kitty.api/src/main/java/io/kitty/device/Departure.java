// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.time.Instant;

/**
 * Why and when a device departed.
 *
 * @param reason the reason
 * @param at the time, wall clock
 */
public record Departure(DepartureReason reason, Instant at) {}
