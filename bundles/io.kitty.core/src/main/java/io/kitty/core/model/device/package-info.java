// SPDX-License-Identifier: Apache-2.0

/**
 * The record of a device: how it is made of its evidence, what counts as a change, and the events
 * that tell listeners of it. Knows nothing of why the evidence belongs together.
 */
@NullMarked
package io.kitty.core.model.device;

import org.jspecify.annotations.NullMarked;
