// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the assembled hub and of its components. */
@NullMarked
package io.kitty.benchmarks;

import org.jspecify.annotations.NullMarked;
