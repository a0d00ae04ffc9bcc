// SPDX-License-Identifier: Apache-2.0

/**
 * Evidence in the model: each sighting with its times, its address and its group, indexed by key
 * and by address, and the expiry queue. The lowest package of the model.
 */
@NullMarked
package io.kitty.model.evidence;

import org.jspecify.annotations.NullMarked;
