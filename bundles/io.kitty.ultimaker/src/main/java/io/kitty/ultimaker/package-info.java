// SPDX-License-Identifier: Apache-2.0

/** Asks UltiMaker printers for their status. */
@NullMarked
package io.kitty.ultimaker;

import org.jspecify.annotations.NullMarked;
