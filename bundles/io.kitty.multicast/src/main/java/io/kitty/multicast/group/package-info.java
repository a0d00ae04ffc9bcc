// SPDX-License-Identifier: Apache-2.0
/** Multicast groups, and the packets that are sent to them. */
@NullMarked
package io.kitty.multicast.group;

import org.jspecify.annotations.NullMarked;
