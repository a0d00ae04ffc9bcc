// SPDX-License-Identifier: Apache-2.0

/** Tables, labels and times as the console shows them. */
@NullMarked
package io.kitty.shell.format;

import org.jspecify.annotations.NullMarked;
