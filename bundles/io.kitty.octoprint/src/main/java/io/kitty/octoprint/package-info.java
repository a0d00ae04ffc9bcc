// SPDX-License-Identifier: Apache-2.0

/** The keys of OctoPrint, one configuration for each printer. */
@NullMarked
package io.kitty.octoprint;

import org.jspecify.annotations.NullMarked;
