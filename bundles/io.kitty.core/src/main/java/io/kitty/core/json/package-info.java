// SPDX-License-Identifier: Apache-2.0

/** Converts devices to JSON and back. */
@NullMarked
package io.kitty.core.json;

import org.jspecify.annotations.NullMarked;
