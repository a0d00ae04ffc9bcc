// SPDX-License-Identifier: Apache-2.0

/** Classifies devices by rules in files. */
@NullMarked
package io.kitty.classify;

import org.jspecify.annotations.NullMarked;
