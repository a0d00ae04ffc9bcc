// SPDX-License-Identifier: Apache-2.0

/** The console commands of announcing and listening. */
@NullMarked
package io.kitty.multicast.command;

import org.jspecify.annotations.NullMarked;
