// SPDX-License-Identifier: Apache-2.0

/** What rules have told, and what they hold back, also over a restart. */
@NullMarked
package io.kitty.notify.state;

import org.jspecify.annotations.NullMarked;
