// SPDX-License-Identifier: Apache-2.0

/** Asks OctoPrint for the status of its printers. */
@NullMarked
package io.kitty.octoprint.state;

import org.jspecify.annotations.NullMarked;
