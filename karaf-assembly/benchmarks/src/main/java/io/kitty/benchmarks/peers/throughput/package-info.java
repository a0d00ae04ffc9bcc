// SPDX-License-Identifier: Apache-2.0
/** Work in quantity: packets, devices on a server, lists. */
@NullMarked
package io.kitty.benchmarks.peers.throughput;

import org.jspecify.annotations.NullMarked;
