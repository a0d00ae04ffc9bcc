// SPDX-License-Identifier: Apache-2.0

/** The {@code kitty:*} commands of the Karaf console. */
@NullMarked
package io.kitty.shell;

import org.jspecify.annotations.NullMarked;
