// SPDX-License-Identifier: Apache-2.0

/** Finds FlashForge and Voxelab printers by the requests of the vendor's programs. */
@NullMarked
package io.kitty.flashforge;

import org.jspecify.annotations.NullMarked;
