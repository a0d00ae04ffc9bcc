// SPDX-License-Identifier: Apache-2.0

/** Receives JSON announcements on multicast groups and lists their services. */
@NullMarked
package io.kitty.multicast;

import org.jspecify.annotations.NullMarked;
