// SPDX-License-Identifier: Apache-2.0

/**
 * Evidence as the model keeps it: each sighting with its times, its place and the group it is in,
 * found by key and by address, and the queue of what expires next. Below all other packages of the
 * model.
 */
@NullMarked
package io.kitty.core.model.evidence;

import org.jspecify.annotations.NullMarked;
