// SPDX-License-Identifier: Apache-2.0

/** The completers of the arguments and options of all commands. */
@NullMarked
package io.kitty.shell.completion;

import org.jspecify.annotations.NullMarked;
