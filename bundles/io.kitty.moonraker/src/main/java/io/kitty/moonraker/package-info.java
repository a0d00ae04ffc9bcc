// SPDX-License-Identifier: Apache-2.0

/** Asks printers with Klipper and Moonraker for their status. */
@NullMarked
package io.kitty.moonraker;

import org.jspecify.annotations.NullMarked;
