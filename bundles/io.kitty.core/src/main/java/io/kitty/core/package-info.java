// SPDX-License-Identifier: Apache-2.0

/**
 * The hub itself: providers report to the pipeline, which updates the working set and notifies
 * listeners and the registry.
 */
@NullMarked
package io.kitty.core;

import org.jspecify.annotations.NullMarked;
