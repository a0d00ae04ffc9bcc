// SPDX-License-Identifier: Apache-2.0

/** Brings devices to the registry and back. */
@NullMarked
package io.kitty.core.registry;

import org.jspecify.annotations.NullMarked;
