// SPDX-License-Identifier: Apache-2.0

/** The jobs of the simulated printers. */
@NullMarked
package io.kitty.demo.print;

import org.jspecify.annotations.NullMarked;
