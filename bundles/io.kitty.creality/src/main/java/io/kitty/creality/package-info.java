// SPDX-License-Identifier: Apache-2.0

/** Asks Creality printers for their status. */
@NullMarked
package io.kitty.creality;

import org.jspecify.annotations.NullMarked;
