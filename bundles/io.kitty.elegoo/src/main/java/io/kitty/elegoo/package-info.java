// SPDX-License-Identifier: Apache-2.0

/**
 * Finds Elegoo printers, and others with boards that speak SDCP, by asking as the makers' programs
 * do.
 */
@NullMarked
package io.kitty.elegoo;

import org.jspecify.annotations.NullMarked;
