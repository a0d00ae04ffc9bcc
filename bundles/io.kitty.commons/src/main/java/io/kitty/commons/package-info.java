// SPDX-License-Identifier: Apache-2.0

/** Helpers that several bundles nest. No state is shared between bundles, and nobody exports it. */
@NullMarked
package io.kitty.commons;

import org.jspecify.annotations.NullMarked;
