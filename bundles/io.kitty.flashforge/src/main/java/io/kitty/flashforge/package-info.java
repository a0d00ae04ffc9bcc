// SPDX-License-Identifier: Apache-2.0

/** Finds FlashForge and Voxelab printers by asking as the maker's programs do. */
@NullMarked
package io.kitty.flashforge;

import org.jspecify.annotations.NullMarked;
