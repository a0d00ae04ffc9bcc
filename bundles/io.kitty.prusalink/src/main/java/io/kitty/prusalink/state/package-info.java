// SPDX-License-Identifier: Apache-2.0

/** Asks printers with PrusaLink for their status. */
@NullMarked
package io.kitty.prusalink.state;

import org.jspecify.annotations.NullMarked;
