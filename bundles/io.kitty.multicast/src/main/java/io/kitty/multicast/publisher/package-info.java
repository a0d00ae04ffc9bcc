// SPDX-License-Identifier: Apache-2.0

/** Announces what somebody configured, or another bundle asked for, as JSON on multicast groups. */
@NullMarked
package io.kitty.multicast.publisher;

import org.jspecify.annotations.NullMarked;
