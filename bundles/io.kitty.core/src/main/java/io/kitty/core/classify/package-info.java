// SPDX-License-Identifier: Apache-2.0

/** Tells what sort of machine something is, by rules that are data. */
@NullMarked
package io.kitty.core.classify;

import org.jspecify.annotations.NullMarked;
