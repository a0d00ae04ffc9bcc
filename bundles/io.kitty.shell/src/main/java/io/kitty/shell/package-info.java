// SPDX-License-Identifier: Apache-2.0

/**
 * All {@code kitty:*} commands of the Karaf console. They are in one bundle, as Karaf's {@code help
 * kitty} lists the commands of one bundle only.
 */
@NullMarked
package io.kitty.shell;

import org.jspecify.annotations.NullMarked;
