// SPDX-License-Identifier: Apache-2.0

/** What was sent and what was not, and why. */
@NullMarked
package io.kitty.notify.log;

import org.jspecify.annotations.NullMarked;
