// SPDX-License-Identifier: Apache-2.0

/** Classifies devices by rules in files. */
@NullMarked
package io.kitty.core.classify;

import org.jspecify.annotations.NullMarked;
