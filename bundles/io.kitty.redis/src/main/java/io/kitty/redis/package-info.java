// SPDX-License-Identifier: Apache-2.0

/** Shares the devices of several hubs through Redis, and tells other programs of them there. */
@NullMarked
package io.kitty.redis;

import org.jspecify.annotations.NullMarked;
