// SPDX-License-Identifier: Apache-2.0

/** Delivers messages: a queue for each target, retries, and what became of each message. */
@NullMarked
package io.kitty.notify.delivery;

import org.jspecify.annotations.NullMarked;
