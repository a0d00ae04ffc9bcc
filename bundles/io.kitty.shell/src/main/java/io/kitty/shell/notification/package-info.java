// SPDX-License-Identifier: Apache-2.0

/** The command for messages to people. */
@NullMarked
package io.kitty.shell.notification;

import org.jspecify.annotations.NullMarked;
