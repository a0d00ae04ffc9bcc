// SPDX-License-Identifier: Apache-2.0
/** The hub beside other programs that do the same work. */
@NullMarked
package io.kitty.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
