// SPDX-License-Identifier: Apache-2.0

/** What happened to devices lately. */
@NullMarked
package io.kitty.core.history;

import org.jspecify.annotations.NullMarked;
