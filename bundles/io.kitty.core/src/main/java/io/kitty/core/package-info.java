// SPDX-License-Identifier: Apache-2.0

/**
 * The hub itself: providers report to the pipeline, which keeps the working set and tells listeners
 * and the registry.
 */
@NullMarked
package io.kitty.core;

import org.jspecify.annotations.NullMarked;
