// SPDX-License-Identifier: Apache-2.0

/** Sends messages as e-mail. */
@NullMarked
package io.kitty.notify.mail;

import org.jspecify.annotations.NullMarked;
