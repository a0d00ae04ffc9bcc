// SPDX-License-Identifier: Apache-2.0

/** Rules as they are configured, a file each: what is told, to whom and when. */
@NullMarked
package io.kitty.notify.rule;

import org.jspecify.annotations.NullMarked;
