// SPDX-License-Identifier: Apache-2.0
/** What a connection may take, and how each one ends. */
@NullMarked
package io.kitty.bindserver.limit;

import org.jspecify.annotations.NullMarked;
