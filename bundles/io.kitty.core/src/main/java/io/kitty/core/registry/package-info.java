// SPDX-License-Identifier: Apache-2.0

/** Synchronises the registries with the working set. */
@NullMarked
package io.kitty.core.registry;

import org.jspecify.annotations.NullMarked;
