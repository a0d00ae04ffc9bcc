// SPDX-License-Identifier: Apache-2.0

/**
 * The runner of the fuzz targets, and what they have in common. The targets themselves are in the
 * packages of the parsers that they feed, many of which are package-private.
 */
@NullMarked
package io.kitty.fuzz;

import org.jspecify.annotations.NullMarked;
