// SPDX-License-Identifier: Apache-2.0
/** Sweeps of networks beside other scanners. */
@NullMarked
package io.kitty.benchmarks.peers.sweeps;

import org.jspecify.annotations.NullMarked;
