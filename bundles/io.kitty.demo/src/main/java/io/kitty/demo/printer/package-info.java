// SPDX-License-Identifier: Apache-2.0

/** Printers of the demo, by vendor, each with its own protocol. */
@NullMarked
package io.kitty.demo.printer;

import org.jspecify.annotations.NullMarked;
