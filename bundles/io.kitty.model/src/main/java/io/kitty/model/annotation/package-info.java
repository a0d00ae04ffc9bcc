// SPDX-License-Identifier: Apache-2.0

/**
 * What people enter about devices: names, notes and tags (annotations), manual merges and splits
 * (overrides), and the format in which registries store them.
 */
@NullMarked
package io.kitty.model.annotation;

import org.jspecify.annotations.NullMarked;
