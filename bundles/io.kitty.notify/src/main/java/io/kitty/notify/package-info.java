// SPDX-License-Identifier: Apache-2.0

/** Sends messages to people: rules decide what is told, targets are told it. */
@NullMarked
package io.kitty.notify;

import org.jspecify.annotations.NullMarked;
