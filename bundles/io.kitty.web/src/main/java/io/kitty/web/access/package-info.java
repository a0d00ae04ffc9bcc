// SPDX-License-Identifier: Apache-2.0

/** Tells who asks, and whether they may. */
@NullMarked
package io.kitty.web.access;

import org.jspecify.annotations.NullMarked;
