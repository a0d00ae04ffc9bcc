// SPDX-License-Identifier: Apache-2.0

/** The keys of PrusaLink, one configuration for each printer. */
@NullMarked
package io.kitty.prusalink;

import org.jspecify.annotations.NullMarked;
