// SPDX-License-Identifier: Apache-2.0

/** The Lua script that alone changes the shared state, the names of the keys, and how it is run. */
@NullMarked
package io.kitty.redis.script;

import org.jspecify.annotations.NullMarked;
