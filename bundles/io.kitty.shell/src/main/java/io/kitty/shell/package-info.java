// SPDX-License-Identifier: Apache-2.0

/**
 * All {@code kitty:*} commands of the Karaf console, those that show what other bundles do too:
 * Karaf's {@code help kitty} lists them only where they are in one bundle.
 */
@NullMarked
package io.kitty.shell;

import org.jspecify.annotations.NullMarked;
