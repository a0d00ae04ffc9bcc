// SPDX-License-Identifier: Apache-2.0

/** Tokens, sessions, rate limits, and the identity of local callers. */
@NullMarked
package io.kitty.web.access;

import org.jspecify.annotations.NullMarked;
