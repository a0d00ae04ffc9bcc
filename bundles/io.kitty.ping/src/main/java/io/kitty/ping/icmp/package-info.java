// SPDX-License-Identifier: Apache-2.0
/** Probes by ICMP echo requests through a socket of the C library. */
@NullMarked
package io.kitty.ping.icmp;

import org.jspecify.annotations.NullMarked;
