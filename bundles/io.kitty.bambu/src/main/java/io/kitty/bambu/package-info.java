// SPDX-License-Identifier: Apache-2.0
/** Finds Bambu Lab printers by their announcements, and verifies configured ones. */
@NullMarked
package io.kitty.bambu;

import org.jspecify.annotations.NullMarked;
