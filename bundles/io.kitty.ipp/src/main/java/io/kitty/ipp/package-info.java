// SPDX-License-Identifier: Apache-2.0

/** Asks printers for their status and supplies over the Internet Printing Protocol. */
@NullMarked
package io.kitty.ipp;

import org.jspecify.annotations.NullMarked;
