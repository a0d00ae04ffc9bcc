// SPDX-License-Identifier: Apache-2.0

/** The commands that list, show, forget and watch devices. */
@NullMarked
package io.kitty.shell.device;

import org.jspecify.annotations.NullMarked;
