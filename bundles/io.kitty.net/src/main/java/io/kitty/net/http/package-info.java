// SPDX-License-Identifier: Apache-2.0

/** The bounded HTTP client that a context provides. */
@NullMarked
package io.kitty.net.http;

import org.jspecify.annotations.NullMarked;
