// SPDX-License-Identifier: Apache-2.0

/**
 * The log of all events: its lines, its files with their indexes, and how old entries are dropped.
 */
@NullMarked
package io.kitty.history.log;

import org.jspecify.annotations.NullMarked;
