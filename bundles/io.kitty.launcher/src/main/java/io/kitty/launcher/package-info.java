// SPDX-License-Identifier: Apache-2.0
/** What the start scripts ask of Java: whether ports are free, and how the hub is. */
@NullMarked
package io.kitty.launcher;

import org.jspecify.annotations.NullMarked;
