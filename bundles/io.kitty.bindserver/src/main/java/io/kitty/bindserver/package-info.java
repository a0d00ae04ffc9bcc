// SPDX-License-Identifier: Apache-2.0
/** Answers slicers as printers that exist in software only, and announces these. */
@NullMarked
package io.kitty.bindserver;

import org.jspecify.annotations.NullMarked;
