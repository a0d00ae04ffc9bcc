// SPDX-License-Identifier: Apache-2.0

/** The health of the hub: what its modules and their status say. */
@NullMarked
package io.kitty.core.health;

import org.jspecify.annotations.NullMarked;
