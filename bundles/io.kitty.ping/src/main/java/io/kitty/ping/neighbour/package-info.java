// SPDX-License-Identifier: Apache-2.0
/** The kernel's table of IPv4 neighbours: its room, and the silent hosts that it lists. */
@NullMarked
package io.kitty.ping.neighbour;

import org.jspecify.annotations.NullMarked;
