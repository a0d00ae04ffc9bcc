// SPDX-License-Identifier: Apache-2.0

/**
 * Finds Elegoo printers, and others with boards that use SDCP, by the searches of the vendors'
 * programs.
 */
@NullMarked
package io.kitty.elegoo;

import org.jspecify.annotations.NullMarked;
