// SPDX-License-Identifier: Apache-2.0

/**
 * Which pieces of evidence are one device: all rules that join evidence or keep it apart, and how
 * devices split and merge when evidence comes and goes. Order, batches and restarts make no
 * difference.
 */
@NullMarked
package io.kitty.core.model.identity;

import org.jspecify.annotations.NullMarked;
