// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The options of a sweep.
 *
 * @param attempts how often a host is probed at most
 * @param unanswered how many repetitions in a row may remain without a reply, before the others are
 *     given up
 * @param timeout the maximum nanoseconds to wait for a reply
 * @param clock the monotonic time in nanoseconds
 * @param cancelled whether to end immediately
 */
public record SweepOptions(
    int attempts, int unanswered, long timeout, LongSupplier clock, BooleanSupplier cancelled) {}
