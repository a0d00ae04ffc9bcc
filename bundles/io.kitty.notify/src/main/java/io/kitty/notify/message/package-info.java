// SPDX-License-Identifier: Apache-2.0

/** What is told to people: messages, and the events they are about. */
@NullMarked
package io.kitty.notify.message;

import org.jspecify.annotations.NullMarked;
