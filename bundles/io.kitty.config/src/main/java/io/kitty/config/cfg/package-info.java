// SPDX-License-Identifier: Apache-2.0

/** The cfg files in etc. */
@NullMarked
package io.kitty.config.cfg;

import org.jspecify.annotations.NullMarked;
