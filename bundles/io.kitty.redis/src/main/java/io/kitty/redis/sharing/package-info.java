// SPDX-License-Identifier: Apache-2.0

/** What hubs write of devices: how it is written, read, renewed, repaired and expired. */
@NullMarked
package io.kitty.redis.sharing;

import org.jspecify.annotations.NullMarked;
