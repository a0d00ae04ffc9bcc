// SPDX-License-Identifier: Apache-2.0
/** One sweep: its targets, pace, timeouts, replies and statistics. */
@NullMarked
package io.kitty.ping.sweep;

import org.jspecify.annotations.NullMarked;
