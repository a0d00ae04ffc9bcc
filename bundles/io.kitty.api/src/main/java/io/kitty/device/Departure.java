// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.time.Instant;

/**
 * That a device has left.
 *
 * @param reason why
 * @param at when, in wall time
 */
public record Departure(DepartureReason reason, Instant at) {}
