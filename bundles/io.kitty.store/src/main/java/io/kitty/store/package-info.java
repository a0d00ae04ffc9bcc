// SPDX-License-Identifier: Apache-2.0
/** Keeps the devices in an embedded file over a restart. */
@NullMarked
package io.kitty.store;

import org.jspecify.annotations.NullMarked;
