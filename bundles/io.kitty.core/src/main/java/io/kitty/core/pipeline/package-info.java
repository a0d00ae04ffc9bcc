// SPDX-License-Identifier: Apache-2.0

/** The one thread that changes the model, what waits for it, and what it asks. */
@NullMarked
package io.kitty.core.pipeline;

import org.jspecify.annotations.NullMarked;
