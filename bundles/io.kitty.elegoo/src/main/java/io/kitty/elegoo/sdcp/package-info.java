// SPDX-License-Identifier: Apache-2.0

/** Asks printers with SDCP V3 for their status. */
@NullMarked
package io.kitty.elegoo.sdcp;

import org.jspecify.annotations.NullMarked;
