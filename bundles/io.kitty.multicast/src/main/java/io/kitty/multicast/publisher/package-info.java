// SPDX-License-Identifier: Apache-2.0

/**
 * Sends JSON announcements on multicast groups, as configured or as requested by another bundle.
 */
@NullMarked
package io.kitty.multicast.publisher;

import org.jspecify.annotations.NullMarked;
