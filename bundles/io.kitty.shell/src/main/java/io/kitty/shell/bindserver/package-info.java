// SPDX-License-Identifier: Apache-2.0

/** The commands for virtual printers. */
@NullMarked
package io.kitty.shell.bindserver;

import org.jspecify.annotations.NullMarked;
