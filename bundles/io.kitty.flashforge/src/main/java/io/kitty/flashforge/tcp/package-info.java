// SPDX-License-Identifier: Apache-2.0

/** Asks FlashForge printers for their status over TCP. */
@NullMarked
package io.kitty.flashforge.tcp;

import org.jspecify.annotations.NullMarked;
