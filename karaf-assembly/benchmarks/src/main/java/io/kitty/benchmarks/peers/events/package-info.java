// SPDX-License-Identifier: Apache-2.0
/** From a packet to its event. */
@NullMarked
package io.kitty.benchmarks.peers.events;

import org.jspecify.annotations.NullMarked;
