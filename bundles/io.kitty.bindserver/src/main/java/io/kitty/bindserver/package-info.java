// SPDX-License-Identifier: Apache-2.0
/** Answers slicers in the place of printers that exist in software only, and announces those. */
@NullMarked
package io.kitty.bindserver;

import org.jspecify.annotations.NullMarked;
