// SPDX-License-Identifier: Apache-2.0

/**
 * Which pieces of evidence are one device: all rules that merge or separate evidence, and how
 * devices split and merge as evidence comes and goes. The result does not depend on order, batches
 * or restarts.
 */
@NullMarked
package io.kitty.model.identity;

import org.jspecify.annotations.NullMarked;
