// SPDX-License-Identifier: Apache-2.0
/** A registry in an embedded file. */
@NullMarked
package io.kitty.store;

import org.jspecify.annotations.NullMarked;
