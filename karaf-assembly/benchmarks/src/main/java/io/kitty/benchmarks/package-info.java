// SPDX-License-Identifier: Apache-2.0
/** Measurements of the assembled hub and of its inner parts. */
@NullMarked
package io.kitty.benchmarks;

import org.jspecify.annotations.NullMarked;
