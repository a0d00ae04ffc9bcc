// SPDX-License-Identifier: Apache-2.0

/**
 * The record of a device: how it is merged from its evidence, what counts as a change, and the
 * events for listeners. Independent of the rules by which evidence is grouped.
 */
@NullMarked
package io.kitty.model.device;

import org.jspecify.annotations.NullMarked;
