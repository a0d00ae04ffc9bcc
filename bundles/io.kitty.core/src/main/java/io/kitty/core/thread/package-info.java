// SPDX-License-Identifier: Apache-2.0

/** The threads of the hub. */
@NullMarked
package io.kitty.core.thread;

import org.jspecify.annotations.NullMarked;
