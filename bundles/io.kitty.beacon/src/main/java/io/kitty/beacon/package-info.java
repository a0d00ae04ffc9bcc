// SPDX-License-Identifier: Apache-2.0
/** Finds hosts by their beacons, and announces this one. */
@NullMarked
package io.kitty.beacon;

import org.jspecify.annotations.NullMarked;
