// SPDX-License-Identifier: Apache-2.0

/** The connection to the server: its URL, secrets and certificates, and why it failed. */
@NullMarked
package io.kitty.redis.connection;

import org.jspecify.annotations.NullMarked;
