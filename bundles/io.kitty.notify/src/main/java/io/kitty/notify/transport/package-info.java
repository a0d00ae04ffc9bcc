// SPDX-License-Identifier: Apache-2.0

/** Carries a message to a service, once, and states what became of it. */
@NullMarked
package io.kitty.notify.transport;

import org.jspecify.annotations.NullMarked;
