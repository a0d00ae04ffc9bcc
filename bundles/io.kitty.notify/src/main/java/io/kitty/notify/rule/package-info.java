// SPDX-License-Identifier: Apache-2.0

/** Rules: which of what happened is told, to whom and when. */
@NullMarked
package io.kitty.notify.rule;

import org.jspecify.annotations.NullMarked;
