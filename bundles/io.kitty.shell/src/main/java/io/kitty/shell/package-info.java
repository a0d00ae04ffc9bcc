// SPDX-License-Identifier: Apache-2.0
/** The kitty console commands. */
@NullMarked
package io.kitty.shell;

import org.jspecify.annotations.NullMarked;
