// SPDX-License-Identifier: Apache-2.0

/**
 * What people enter about devices: names, notes and tags (annotations), manual merges and splits
 * (overrides), the format in which registries store them, and the merges that the hub suggests.
 */
@NullMarked
package io.kitty.model.annotation;

import org.jspecify.annotations.NullMarked;
