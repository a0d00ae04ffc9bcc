// SPDX-License-Identifier: Apache-2.0

/** What machines are doing, as events tell it. */
@NullMarked
package io.kitty.commons.status;

import org.jspecify.annotations.NullMarked;
