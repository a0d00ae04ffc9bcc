// SPDX-License-Identifier: Apache-2.0

/** The commands by which people annotate, merge and split devices. */
@NullMarked
package io.kitty.shell.edit;

import org.jspecify.annotations.NullMarked;
