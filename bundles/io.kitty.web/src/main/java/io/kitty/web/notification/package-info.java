// SPDX-License-Identifier: Apache-2.0

/** The resources for messages to people. */
@NullMarked
package io.kitty.web.notification;

import org.jspecify.annotations.NullMarked;
