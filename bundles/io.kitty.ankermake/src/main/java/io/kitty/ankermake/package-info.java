// SPDX-License-Identifier: Apache-2.0

/** Finds AnkerMake printers by the PPPP protocol that they share with many cameras. */
@NullMarked
package io.kitty.ankermake;

import org.jspecify.annotations.NullMarked;
