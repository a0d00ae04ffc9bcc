// SPDX-License-Identifier: Apache-2.0

/** The history of devices. */
@NullMarked
package io.kitty.history;

import org.jspecify.annotations.NullMarked;
