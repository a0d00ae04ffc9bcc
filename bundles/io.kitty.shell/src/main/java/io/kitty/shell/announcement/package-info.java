// SPDX-License-Identifier: Apache-2.0

/** The commands for announced services and the announcements of this hub. */
@NullMarked
package io.kitty.shell.announcement;

import org.jspecify.annotations.NullMarked;
