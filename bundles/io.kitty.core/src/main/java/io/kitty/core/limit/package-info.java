// SPDX-License-Identifier: Apache-2.0

/** What keeps senders from flooding the hub. */
@NullMarked
package io.kitty.core.limit;

import org.jspecify.annotations.NullMarked;
