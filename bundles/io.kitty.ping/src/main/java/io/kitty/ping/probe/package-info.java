// SPDX-License-Identifier: Apache-2.0
/** Sends probes and receives their replies; probes by TCP connect while ICMP is unavailable. */
@NullMarked
package io.kitty.ping.probe;

import org.jspecify.annotations.NullMarked;
