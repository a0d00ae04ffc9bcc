// SPDX-License-Identifier: Apache-2.0

/** Applies rules to what happens, and knows what they have told and hold back. */
@NullMarked
package io.kitty.notify.engine;

import org.jspecify.annotations.NullMarked;
