// SPDX-License-Identifier: Apache-2.0
/** Parses announcements. */
@NullMarked
package io.kitty.multicast.message;

import org.jspecify.annotations.NullMarked;
